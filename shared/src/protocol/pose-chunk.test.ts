import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPoseFrame, snapToGrid } from "../movement/pose-frame.ts";
import { decodePoseChunk, encodePoseChunk, FRAMES_PER_CHUNK, LARGEST_CHUNK_BYTES } from "./pose-chunk.ts";
import { CHUNK_COLUMNS, MOST_REFERENCES } from "./pose-chunk-columns.ts";
import {
  encodeFrame,
  FLAGS_OFFSET,
  frameByteLength,
  HAS_IMAGE,
  HAS_WORLD,
  HEAD_BYTES,
  LARGEST_FRAME_BYTES,
} from "./pose-packet.ts";

/** Any bytes whose length is what their flags say, also ones no client of ours would send. */
const anyFrame: fc.Arbitrary<Uint8Array> = fc.integer({ min: 0, max: 255 }).chain((flags) => {
  const length = frameByteLength({ hasWorld: (flags & HAS_WORLD) !== 0, hasImage: (flags & HAS_IMAGE) !== 0 });
  return fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => {
    bytes[FLAGS_OFFSET] = flags;
    return bytes;
  });
});
/** A body that moves a little from frame to frame; every seventh frame shows nobody, every fifth has no world landmarks. */
function walk(count: number, seed: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => {
    const points = Array.from(
      { length: 99 },
      (_, k) => ((k * 37 + seed) % 50) / 100 + ((i * ((k % 5) + 1)) % 40) / 900,
    );
    const seen = i % 7 !== 6;
    const pose = { world: seen && i % 5 !== 4 ? points : undefined, image: seen ? points : undefined };
    return encodeFrame(
      { sequence: 65_530 + i, captureMs: 65_000 + i * 67, model: "full", earlierGone: i === 0 },
      snapToGrid({ atMs: 0, source: "camera", aspect: 4 / 3, visibility: points, ...pose }, createPoseFrame()),
    );
  });
}
const plain = (frames: readonly Uint8Array[] | undefined) => frames?.map((frame) => [...frame]);

describe("pose chunks", () => {
  it("bring every byte of a movement back", () => {
    for (const count of [1, 2, 150]) {
      const frames = walk(count, count);
      expect(plain(decodePoseChunk(encodePoseChunk(frames)))).toEqual(plain(frames));
    }
  });

  it("bring back every byte of any frames whatever", () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { minLength: 1, maxLength: 8 }), (frames) => {
        expect(plain(decodePoseChunk(encodePoseChunk(frames)))).toEqual(plain(frames));
      }),
    );
  });

  it("hold as many frames as they may, and their largest is as large as stated", () => {
    const noise = Array.from({ length: FRAMES_PER_CHUNK }, (_, i) => {
      const frame = walk(1, 1)[0]!;
      return frame.map((byte, at) => (at < HEAD_BYTES ? byte : (i * 89 + at * 53 + ((i * at) % 251)) & 0xff));
    });
    const chunk = encodePoseChunk(noise);
    expect(chunk.byteLength).toBeLessThanOrEqual(LARGEST_CHUNK_BYTES);
    expect(plain(decodePoseChunk(chunk))).toEqual(plain(noise));
    expect(Math.max(...CHUNK_COLUMNS.map(({ references }) => references.length))).toBe(MOST_REFERENCES);
    expect(() => encodePoseChunk([...noise, noise[0]!])).toThrow("1025 frames");
    expect(() => encodePoseChunk([])).toThrow("0 frames");
  });

  it("refuse a frame whose length is not what its flags say", () => {
    const [frame] = walk(1, 1);
    expect(() => encodePoseChunk([frame!.subarray(0, 100)])).toThrow("another length");
    expect(() => encodePoseChunk([new Uint8Array(0)])).toThrow("another length");
  });

  it("take fewer bytes for a body that moves as bodies do than for points that know nothing of each other", () => {
    const escapes = (frames: readonly Uint8Array[]) => encodePoseChunk(frames).filter((byte) => byte > 15).length;
    const body = walk(60, 3).filter((frame) => frame.byteLength > 400);
    const scattered = body.map((frame, i) =>
      frame.map((byte, at) => (at >= HEAD_BYTES && at % 2 === 0 ? (byte + i * at * 7) & 0xff : byte)),
    );
    expect(escapes(body) * 3).toBeLessThan(escapes(scattered));
  });

  it("say of other bytes that they are none, and never throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), fc.boolean(), (bytes, withHead) => {
        if (withHead) bytes.set([1, 3, 0].slice(0, bytes.length));
        const frames = decodePoseChunk(bytes);
        if (frames !== undefined) expect(frames.length).toBeLessThanOrEqual(FRAMES_PER_CHUNK);
      }),
      { numRuns: 500 },
    );
  });

  it("say of a chunk cut short, prolonged or of another version that it is none", () => {
    const chunk = encodePoseChunk(walk(20, 2));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: chunk.byteLength - 1 }), (length) => {
        expect(decodePoseChunk(chunk.subarray(0, length))).toBeUndefined();
      }),
    );
    expect(decodePoseChunk(new Uint8Array([...chunk, 0]))).toBeUndefined();
    expect(decodePoseChunk(new Uint8Array([2, ...chunk.subarray(1)]))).toBeUndefined();
    expect(decodePoseChunk(new Uint8Array([1, 0, 0]))).toBeUndefined();
    expect(decodePoseChunk(new Uint8Array([1, 255, 255, ...chunk.subarray(3)]))).toBeUndefined();
  });

  it("refuse a claim of more frames than the bytes can hold, or of fewer than they are", () => {
    const frames = walk(20, 2);
    const chunk = encodePoseChunk(frames);
    const claim = (count: number) => new Uint8Array([1, count & 0xff, count >> 8, ...chunk.subarray(3)]);
    for (const count of [0, 1, 19, 21, 200, FRAMES_PER_CHUNK, FRAMES_PER_CHUNK + 1, 0xffff]) {
      expect(decodePoseChunk(claim(count)), `${count}`).toBeUndefined();
    }
    const nobody = Array.from({ length: FRAMES_PER_CHUNK }, (_, i) => {
      const header = { sequence: i, captureMs: 67 * i, model: "full" as const, earlierGone: false };
      return encodeFrame(header, createPoseFrame());
    });
    expect(plain(decodePoseChunk(encodePoseChunk(nobody)))).toEqual(plain(nobody));
  });

  it("never give more than the largest chunk's frames, whatever is changed, cut out or put in", () => {
    const chunk = encodePoseChunk(walk(30, 9));
    const place = fc.integer({ min: 1, max: chunk.byteLength - 1 });
    const edit = fc.record({
      at: place,
      remove: fc.integer({ min: 0, max: 40 }),
      put: fc.uint8Array({ maxLength: 40 }),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        let bytes = [...chunk];
        for (const { at, remove, put } of edits) bytes = bytes.toSpliced(at, remove, ...put);
        const frames = decodePoseChunk(Uint8Array.from(bytes)) ?? [];
        expect(frames.length).toBeLessThanOrEqual(FRAMES_PER_CHUNK);
        for (const frame of frames) expect(frame.byteLength).toBeLessThanOrEqual(LARGEST_FRAME_BYTES);
      }),
      { numRuns: 200 },
    );
  });

  it("read damaged chunks as other frames of right lengths or as none", () => {
    const frames = walk(20, 5);
    const chunk = encodePoseChunk(frames);
    fc.assert(
      fc.property(fc.integer({ min: 3, max: chunk.byteLength - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = chunk.slice();
        damaged[at] = damaged[at]! ^ change;
        for (const frame of decodePoseChunk(damaged) ?? []) {
          const flags = frame[FLAGS_OFFSET]!;
          const parts = { hasWorld: (flags & HAS_WORLD) !== 0, hasImage: (flags & HAS_IMAGE) !== 0 };
          expect(frame.byteLength).toBe(frameByteLength(parts));
        }
      }),
      { numRuns: 500 },
    );
  });
});
