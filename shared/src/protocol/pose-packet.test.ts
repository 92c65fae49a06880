import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPoseFrame, type PoseFrame } from "../movement/pose-frame.ts";
import {
  decodeFrame,
  encodeFrame,
  type FrameHeader,
  LARGEST_FRAME_BYTES,
  packFrames,
  splitFrames,
} from "./pose-packet.ts";
import { FRAMES_PER_MESSAGE } from "./room-messages.ts";

const points = (limit: number) => fc.array(fc.integer({ min: -limit, max: limit }), { minLength: 99, maxLength: 99 });
const frames: fc.Arbitrary<PoseFrame> = fc
  .record({
    source: fc.constantFrom("camera" as const, "headset" as const, "simulated" as const),
    aspect: fc.integer({ min: 200, max: 5_000 }).map((thousandths) => thousandths / 1000),
    world: fc.option(points(32_767), { nil: undefined }),
    image: fc.option(points(4_096), { nil: undefined }),
    seen: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 33, maxLength: 33 }),
    emulated: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 33, maxLength: 33 }),
  })
  .map(({ source, aspect, world, image, seen, emulated }) => {
    const frame = createPoseFrame();
    Object.assign(frame, { source, aspect, hasWorld: world !== undefined, hasImage: image !== undefined });
    if (world !== undefined) frame.world.set(world);
    if (image !== undefined) frame.image.set(image);
    if (world !== undefined || image !== undefined) frame.visibility.set(seen);
    frame.emulated.set(emulated);
    return frame;
  });
const headers: fc.Arbitrary<FrameHeader> = fc.record({
  sequence: fc.integer({ min: 0, max: 4_294_967_295 }),
  captureMs: fc.integer({ min: 0, max: 4_294_967_295 }),
  model: fc.constantFrom("none" as const, "lite" as const, "full" as const, "heavy" as const),
  earlierGone: fc.boolean(),
});
const readHeader = (): FrameHeader => ({ sequence: 0, captureMs: 0, model: "none", earlierGone: false });

describe("pose packets", () => {
  it("bring every frame back bit for bit, also out of memory at an odd place", () => {
    fc.assert(
      fc.property(headers, frames, fc.integer({ min: 0, max: 3 }), (header, frame, shift) => {
        const bytes = encodeFrame(header, frame);
        const moved = new Uint8Array(bytes.byteLength + shift);
        moved.set(bytes, shift);
        const readBack = createPoseFrame();
        const readHead = readHeader();
        expect(decodeFrame(moved.subarray(shift), readHead, readBack)).toBeUndefined();
        expect(readHead).toEqual(header);
        expect(readBack).toEqual({ ...frame, atMs: header.captureMs });
      }),
    );
  });

  it("are small enough for a home's upload: under half a kilobyte", () => {
    expect(LARGEST_FRAME_BYTES).toBe(445);
  });

  it("split into the frames they were packed from", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(headers, frames), { minLength: 1, maxLength: FRAMES_PER_MESSAGE }), (list) => {
        const encoded = list.map(([header, frame]) => encodeFrame(header, frame));
        const split = splitFrames(packFrames(encoded));
        expect(Array.isArray(split) && split.map((bytes) => [...bytes])).toEqual(encoded.map((bytes) => [...bytes]));
      }),
      { numRuns: 30 },
    );
  });

  it("refuse any other bytes with a reason, and never throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const split = splitFrames(bytes);
        if (typeof split === "string") expect(split).toMatch(/^frame\//);
        else for (const frame of split) decodeFrame(frame, readHeader(), createPoseFrame());
        decodeFrame(bytes, readHeader(), createPoseFrame());
      }),
      { numRuns: 500 },
    );
  });

  it("refuse truncated, prolonged, empty and overfull messages", () => {
    const message = packFrames([encodeFrame(readHeader(), createPoseFrame())]);
    expect(splitFrames(message.subarray(0, message.byteLength - 1))).toBe("frame/malformed");
    expect(splitFrames(new Uint8Array([...message, 0]))).toBe("frame/malformed");
    expect(splitFrames(new Uint8Array([1, 0]))).toBe("frame/malformed");
    expect(splitFrames(new Uint8Array([1, FRAMES_PER_MESSAGE + 1]))).toBe("frame/malformed");
    expect(splitFrames(new Uint8Array([2, 1]))).toBe("frame/wrong_version");
  });
});
