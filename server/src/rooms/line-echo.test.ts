import { EventEmitter } from "node:events";
import { describe, expect, it, vi } from "vitest";
import { createLineEcho, findEcho, listenForEcho, putEcho } from "./line-echo.ts";

describe("the echo of a line", () => {
  it("is late since the oldest ping that nothing has come back of", () => {
    const echo = createLineEcho();
    expect(echo.unansweredForMs(500)).toBe(0);
    echo.asked(1_000);
    echo.asked(3_000);
    expect(echo.unansweredForMs(3_500)).toBe(2_500);
    echo.answered();
    expect(echo.unansweredForMs(9_000)).toBe(0);
    echo.asked(10_000);
    expect(echo.unansweredForMs(10_250)).toBe(250);
  });

  it("is heard over ws with the pings that the transport sends as before", () => {
    const ping = vi.fn();
    const client = Object.assign(new EventEmitter(), { ping });
    let now = 100;
    listenForEcho(client, () => now);
    const sent = () => undefined;
    (client.ping as (...given: unknown[]) => void)(sent);
    now = 700;
    expect(ping.mock.calls).toEqual([[sent]]);
    expect(findEcho(client)?.unansweredForMs(now)).toBe(600);
    client.emit("pong");
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
