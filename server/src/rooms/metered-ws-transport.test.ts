import { EventEmitter } from "node:events";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { UNSEATED } from "./message-budget.ts";
import { meterSocket } from "./metered-ws-transport.ts";
import { getMeter } from "./socket-meter.ts";

describe("a socket over ws", () => {
  const terminate = vi.fn();
  let client: EventEmitter & { readonly terminate: () => void };
  let line: EventEmitter;
  beforeEach(() => {
    terminate.mockReset();
    client = Object.assign(new EventEmitter(), { terminate });
    line = new EventEmitter();
    meterSocket(client, line);
  });

  it.each(["message", "ping", "pong"])(
    "without a seat is cut at once when there is no end of what is a %s",
    (frame) => {
      for (let i = 0; i < UNSEATED.messages; i++) client.emit(frame, Buffer.alloc(1));
      expect(terminate).not.toHaveBeenCalled();
      for (let i = 0; i < 100; i++) client.emit(frame, Buffer.alloc(1));
      expect(terminate).toHaveBeenCalledOnce();
    },
  );

  it("without a seat is cut at once when there is no end of bytes that make no frame", () => {
    for (let i = 0; i < 100; i++) line.emit("data", Buffer.alloc(1_460));
    expect(terminate).toHaveBeenCalledOnce();
  });

  it("is read as before, and what else happens to it costs nothing", () => {
    const read = vi.fn();
    client.on("message", read);
    client.emit("message", "what", true);
    for (let i = 0; i < 100; i++) client.emit("close", 1000);
    expect(read.mock.calls).toEqual([["what", true]]);
    expect(terminate).not.toHaveBeenCalled();
  });

  it("is paid for on after the core has taken a room's listeners away", () => {
    const spent = vi.fn();
    const take = vi.fn(() => false);
    getMeter(client).seat({ take }, spent);
    client.removeAllListeners("message");
    for (let i = 0; i < 100; i++) client.emit("message", Buffer.alloc(1));
    expect([take.mock.calls.length, spent.mock.calls.length, terminate.mock.calls.length]).toEqual([1, 1, 0]);
  });

  it("is the one that is inside what uWebSockets.js gives a room", () => {
    expect(getMeter(Object.assign(new EventEmitter(), { ws: client }))).toBe(getMeter(client));
    expect(() => getMeter(new EventEmitter())).toThrow("meter");
  });
});
