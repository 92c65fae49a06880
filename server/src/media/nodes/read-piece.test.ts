import fc from "fast-check";
import { expect, it } from "vitest";
import { readPiece } from "./read-piece.ts";

const WORD = {
  kind: "recordedPiece",
  seat: { groupSessionId: "class", participantId: "ana" },
  recordingId: "r-1",
  source: "camera",
  piece: {
    kind: "media",
    index: 3,
    startMs: 1_000.5,
    durationMs: 980,
    nowMs: 2_100,
    arrivedMs: 2_090.5,
    keyFrame: true,
    rotationDegrees: 90,
  },
};

function message(word: unknown, bytes: Uint8Array, wordLength?: number): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(word));
  const whole = new Uint8Array(4 + text.byteLength + bytes.byteLength);
  new DataView(whole.buffer).setUint32(0, wordLength ?? text.byteLength);
  whole.set(text, 4);
  whole.set(bytes, 4 + text.byteLength);
  return whole.buffer;
}

it("has the word and the bytes as they were sent", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const event = readPiece(message(WORD, bytes));
      expect(event).toEqual({ ...WORD, piece: { ...WORD.piece, bytes } });
    }),
  );
});

it("is none when its length is not true, its word says something else, or there is none", () => {
  const bytes = Uint8Array.of(1, 2, 3);
  for (const length of [0, 1, 10_000, 0xffff_ffff]) expect(readPiece(message(WORD, bytes, length))).toBeUndefined();
  expect(readPiece(message({ ...WORD, source: "screen" }, bytes))).toBeUndefined();
  expect(readPiece(message({ ...WORD, piece: { ...WORD.piece, index: -1 } }, bytes))).toBeUndefined();
  for (const size of [0, 3, 4, 5]) expect(readPiece(new ArrayBuffer(size))).toBeUndefined();
});
