import { getMessageBytes, Protocol } from "@colyseus/core";
import { expect, it, vi } from "vitest";
import { createFraming, joinFramed, sendFramed, sendOverLine } from "./frame-for-many.ts";

const OPEN = 1;
const CLOSING = 2;
const TYPE = "bodies";
const frame = createFraming(TYPE);
const asTheCoreSends = (body: Uint8Array) => getMessageBytes.raw(Protocol.ROOM_DATA_BYTES, TYPE, undefined, body);
const TYPE_BYTES = asTheCoreSends(new Uint8Array(1)).byteLength - 1;
const bodyOf = (messageBytes: number) => new Uint8Array(messageBytes - TYPE_BYTES).fill(7);

// RFC 6455, 5.2 and 5.7: unmasked, whole, binary.
it.each([
  [125, "827d"],
  [126, "827e007e"],
  [256, "827e0100"],
  [65_535, "827effff"],
  [65_536, "827f0000000000010000"],
])("heads a message of %i bytes as the protocol says", (length, head) => {
  const body = bodyOf(length);
  const { frames, messages } = frame(body);
  expect(Buffer.from(frames).toString("hex", 0, head.length / 2)).toBe(head);
  expect(Buffer.compare(frames.subarray(head.length / 2), asTheCoreSends(body))).toBe(0);
  expect(messages.map((message) => Buffer.compare(message, asTheCoreSends(body)))).toEqual([0]);
});

it("keeps what was framed when its source is written into anew", () => {
  const body = bodyOf(100);
  const expected = asTheCoreSends(body);
  const { messages } = frame(body);
  body.fill(1);
  expect(Buffer.compare(messages[0] ?? Buffer.alloc(0), expected)).toBe(0);
});

it("is one write where there is a line, and the core's messages where there is none", () => {
  const [first, second] = [frame(bodyOf(40)), frame(bodyOf(300))];
  const joined = joinFramed(first, second);
  const write = vi.fn();
  const enqueueRaw = vi.fn();
  sendFramed({ enqueueRaw }, { write }, joined);
  expect(write.mock.calls).toEqual([[Buffer.concat([first.frames, second.frames])]]);
  expect(enqueueRaw).not.toHaveBeenCalled();
  sendFramed({ enqueueRaw }, undefined, joined);
  expect(enqueueRaw.mock.calls).toEqual([[first.messages[0]], [second.messages[0]]]);
});

it("sends what is for one client in one frame", () => {
  const wrote: string[] = [];
  const line = { write: (bytes: Uint8Array) => void wrote.push(Buffer.from(bytes).toString("hex")) };
  const client = { readyState: OPEN, raw: vi.fn() };
  sendOverLine(client, line);
  const message = Uint8Array.of(1, 2, 3);
  client.raw(message);
  message.fill(0);
  expect(wrote).toEqual(["8203010203"]);
});

it.each([
  ["that is ending", CLOSING, undefined],
  ["that somebody waits for", OPEN, () => undefined],
])("leaves a message to ws %s", (_, readyState, sent) => {
  const raw = vi.fn();
  const line = { write: vi.fn() };
  const client = { readyState, raw };
  sendOverLine(client, line);
  client.raw(Uint8Array.of(1), undefined, sent);
  expect(raw).toHaveBeenCalledWith(Uint8Array.of(1), undefined, sent);
  expect(line.write).not.toHaveBeenCalled();
});
