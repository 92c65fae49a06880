import { createPoseFrame, snapToGrid } from "@ensemble/shared/movement/pose-frame.ts";
import { decodeFrame, encodeFrame, type FrameHeader } from "@ensemble/shared/protocol/pose-packet.ts";
import { describe, expect, it } from "vitest";
import { createBatchEncoder, createFrameMemory, decodeFrameBatch } from "./frame-batch.ts";

const wire = (sequence: number) =>
  encodeFrame(
    { sequence, captureMs: 50_000 + sequence, model: "full", earlierGone: false },
    snapToGrid(
      { atMs: 0, source: "camera", aspect: 1.5, world: Array.from({ length: 99 }, (_, i) => i / 100) },
      createPoseFrame(),
    ),
  );

describe("stored frames", () => {
  it("carry session time and leave the socket's memory alone", () => {
    const socketMemory = Buffer.alloc(2_000, 7);
    const bytes = wire(3);
    socketMemory.set(bytes, 101);
    const view = socketMemory.subarray(101, 101 + bytes.byteLength);
    const before = Buffer.from(socketMemory);
    const stored = createFrameMemory()(4, view, 1_234);
    expect(socketMemory.equals(before)).toBe(true);
    const header: FrameHeader = { sequence: 0, captureMs: 0, model: "none", earlierGone: false };
    expect(decodeFrame(stored.bytes, header, createPoseFrame())).toBeUndefined();
    expect(header).toMatchObject({ sequence: 3, captureMs: 1_234, model: "full" });
  });

  it("keep their bytes however many come after them", () => {
    const storeFrame = createFrameMemory();
    const stored = Array.from({ length: 500 }, (_, i) => storeFrame(0, wire(i), i));
    for (const [i, { bytes }] of stored.entries()) {
      const expected = Buffer.from(createFrameMemory()(0, wire(i), i).bytes);
      expect(expected.equals(bytes)).toBe(true);
    }
  });

  it("come back from a batch in order, each with its member", () => {
    const storeFrame = createFrameMemory();
    const frames = [storeFrame(0, wire(1), 10), storeFrame(5, wire(2), 11), storeFrame(0, wire(3), 12)];
    const encode = createBatchEncoder();
    // The memory of a longer batch before it is used again.
    encode([...frames, ...frames]);
    const read = decodeFrameBatch(Buffer.from(encode(frames)));
    expect(read.map(({ member, bytes }) => [member, [...bytes]])).toEqual(
      frames.map(({ member, bytes }) => [member, [...bytes]]),
    );
  });
});
