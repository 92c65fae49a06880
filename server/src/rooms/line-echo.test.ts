import { EventEmitter } from "node:events";
import { describe, expect, it, vi } from "vitest";
import { createLineEcho, findEcho, listenForEcho, putEcho } from "./line-echo.ts";

describe("the echo of a line", () => {
  it("is late since the oldest ping that nothing has come back of", () => {
    const echo = createLineEcho();
    expect(echo.unansweredForMs(500)).toBe(0);
    const first = echo.asked(1_000);
    const second = echo.asked(3_000);
    expect(echo.unansweredForMs(3_500)).toBe(2_500);
    echo.answered(first);
    expect(echo.unansweredForMs(3_500)).toBe(500);
    echo.answered(second);
    expect(echo.unansweredForMs(9_000)).toBe(0);
  });

  it("stays late where every answer takes longer than it is until the next ping", () => {
    const echo = createLineEcho();
    const pings = [0, 2_000, 4_000, 6_000].map((atMs) => echo.asked(atMs));
    for (const [index, answeredAtMs] of [4_500, 6_500].entries()) {
      echo.answered(pings[index] ?? []);
      expect(echo.unansweredForMs(answeredAtMs)).toBe(2_500);
    }
  });

  it("is well with an answer to the newest ping alone, and with none to a ping that is not of these", () => {
    const echo = createLineEcho();
    echo.asked(0);
    const newest = echo.asked(2_000);
    for (const other of [[], [77], [1, 2]]) echo.answered(other);
    expect(echo.unansweredForMs(3_000)).toBe(3_000);
    echo.answered(newest);
    expect(echo.unansweredForMs(3_000)).toBe(0);
  });

  it("tells them apart for as long as a line lasts", () => {
    const echo = createLineEcho();
    for (let atMs = 0; atMs < 1_000; atMs++) echo.answered(echo.asked(atMs));
    echo.asked(2_000);
    expect(echo.unansweredForMs(2_100)).toBe(100);
  });

  it("is heard over ws with the pings that the transport sends as before", () => {
    const ping = vi.fn();
    const client = Object.assign(new EventEmitter(), { ping });
    let now = 100;
    listenForEcho(client, () => now);
    const sent = () => undefined;
    (client.ping as (...given: unknown[]) => void)(sent);
    now = 700;
    expect(ping.mock.calls).toEqual([[Uint8Array.of(0), undefined, sent]]);
    expect(findEcho(client)?.unansweredForMs(now)).toBe(600);
    client.emit("pong", Buffer.of(0));
    expect(findEcho(client)?.unansweredForMs(now)).toBe(0);
  });

  it("is that of the socket inside what uWebSockets.js gives a room", () => {
    const [socket, echo] = [{}, createLineEcho()];
    putEcho(socket, echo);
    expect(findEcho({ ws: socket })).toBe(echo);
    expect(findEcho({})).toBeUndefined();
    expect(findEcho({ ws: {} })).toBeUndefined();
  });
});
