import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { cutClip } from "./cut-clip.ts";
import type { ReadableRecording } from "./read-recording.ts";

/** A header of four bytes and pieces of three: every byte says which piece it is of. */
function made(pieces = 5): { readonly recording: ReadableRecording; readonly asked: (readonly [number, number])[] } {
  const asked: (readonly [number, number])[] = [];
  const sizes = [4, ...Array.from({ length: pieces }, () => 3)];
  const all = Buffer.concat(sizes.map((size, piece) => Buffer.alloc(size, piece)));
  const heads = sizes.map((bytes, piece) => ({
    piece,
    bytes,
    firstByte: sizes.slice(0, piece).reduce((sum, size) => sum + size, 0),
    startsMs: 1_000 * Math.max(0, piece - 1),
    durationMs: 1_000,
    keyFrame: piece > 0,
  }));
  const recording: ReadableRecording = {
    contentType: "video/webm",
    tag: '"id-6"',
    bytes: all.byteLength,
    pieces: heads,
    open: async (begin, end) => {
      asked.push([begin, end]);
      return (async function* () {
        yield all.subarray(begin, end);
      })();
    },
  };
  return { recording, asked };
}
const read = async (clip: ReadableRecording, begin: number, end: number) => [
  ...(await buffer(await clip.open(begin, end, "recording.viewed"))),
];

describe("a clip of a recording", () => {
  it("is the header and its pieces, one behind the other", async () => {
    const clip = cutClip(made().recording, { first: 2, end: 4 });
    expect(clip.bytes).toBe(10);
    expect(clip.pieces.map(({ firstByte, bytes, startsMs }) => [firstByte, bytes, startsMs])).toEqual([
      [0, 4, 0],
      [4, 3, 1_000],
      [7, 3, 2_000],
    ]);
    expect(await read(clip, 0, 10)).toEqual([0, 0, 0, 0, 2, 2, 2, 3, 3, 3]);
    expect(await read(clip, 3, 5)).toEqual([0, 2]);
    expect(await read(clip, 6, 9)).toEqual([2, 3, 3]);
  });

  it("never opens a byte of before or after it, whatever is asked for", async () => {
    const { recording, asked } = made();
    const clip = cutClip(recording, { first: 2, end: 4 });
    expect(await read(clip, -5, 1_000)).toHaveLength(10);
    for (const [begin, end] of asked) expect((begin >= 0 && end <= 4) || (begin >= 7 && end <= 13)).toBe(true);
  });

  it("has another tag than the whole and than other clips of it", () => {
    const tags = [made().recording, cutClip(made().recording, { first: 1, end: 2 })].map(({ tag }) => tag);
    expect(new Set([...tags, cutClip(made().recording, { first: 1, end: 3 }).tag]).size).toBe(3);
  });

  it("is none where pieces of it are gone", () => {
    for (const pieces of [
      { first: 4, end: 8 },
      { first: 0, end: 2 },
      { first: 3, end: 3 },
    ])
      expect(() => cutClip(made().recording, pieces)).toThrow("recording/damaged");
  });
});
