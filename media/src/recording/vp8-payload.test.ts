import fc from "fast-check";
import { expect, it } from "vitest";
import { inventDeltaFrame, inventKeyFrame, packetizeVp8 } from "../../test/invented-media.ts";
import { parseVp8Payload, readVp8Frame } from "./vp8-payload.ts";

const descriptors = fc.record(
  {
    pictureId: fc.integer({ min: 0, max: 127 }),
    longPictureId: fc.boolean(),
    tl0PicIdx: fc.integer({ min: 0, max: 255 }),
    temporalLayer: fc.integer({ min: 0, max: 3 }),
    keyIndex: fc.integer({ min: 0, max: 31 }),
  },
  { requiredKeys: [] },
);

it("finds the picture's bytes behind every kind of descriptor", () => {
  fc.assert(
    fc.property(descriptors, fc.uint8Array({ minLength: 1, maxLength: 300 }), (descriptor, frame) => {
      const read = packetizeVp8(frame, 70, descriptor).map(parseVp8Payload);
      expect(read.map((payload) => payload?.startsFrame)).toEqual(read.map((_, index) => index === 0));
      expect(read.flatMap((payload) => [...(payload?.bytes ?? [])])).toEqual([...frame]);
    }),
  );
});

it("takes a later partition's first packet for no picture's beginning", () => {
  expect(parseVp8Payload(Uint8Array.of(0x11, 1, 2))?.startsFrame).toBe(false);
});

it.each([[[]], [[0x10]], [[0x90, 0x80]], [[0x90, 0x80, 0x81, 0x01]], [[0x90, 0xf0, 1, 2, 3]]])(
  "refuses a payload that ends in its descriptor: %j",
  (payload) => {
    expect(parseVp8Payload(Uint8Array.from(payload))).toBeUndefined();
  },
);

it("knows key frames and their size", () => {
  expect(readVp8Frame(inventKeyFrame(960, 540))).toEqual({ keyFrame: true, size: { width: 960, height: 540 } });
  expect(readVp8Frame(inventDeltaFrame())).toEqual({ keyFrame: false, size: undefined });
});

it("does not count the bits that ask for scaling", () => {
  expect(readVp8Frame(inventKeyFrame(0x40_00 | 320, 0x80_00 | 180))?.size).toEqual({ width: 320, height: 180 });
});

it.each([
  ["without a start code", inventKeyFrame(320, 180).with(3, 0)],
  ["without width", inventKeyFrame(0, 180)],
  ["far larger than any camera of ours", inventKeyFrame(16_383, 16_383)],
  ["that ends in its header", inventKeyFrame(320, 180).subarray(0, 9)],
  ["whose first part is longer than all of it", inventKeyFrame(320, 180).with(2, 0xff)],
  ["without bytes", new Uint8Array()],
])("refuses a picture %s", (_, bytes) => {
  expect(readVp8Frame(bytes)).toBeUndefined();
});

it("never throws, whatever comes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (garbage) => {
      expect(parseVp8Payload(garbage)?.bytes.length ?? 0).toBeLessThanOrEqual(garbage.length);
      readVp8Frame(garbage);
    }),
    { numRuns: 2_000 },
  );
});
