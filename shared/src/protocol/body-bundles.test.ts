import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AVATAR_SEGMENT_COUNT, createAvatarPose } from "../movement/avatar-pose.ts";
import { createPoseFrame } from "../movement/pose-frame.ts";
import { decodeAvatarBundle, encodeAvatarBundle } from "./avatar-bundle.ts";
import { decodeFigureBundle, encodeFigureBundle } from "./figure-bundle.ts";

const part = fc.double({ min: -1, max: 1, noNaN: true });
const rotation = fc
  .tuple(part, part, part, part)
  .filter((parts) => parts.reduce((sum, one) => sum + one * one, 0) > 0.01)
  .map((parts) => {
    const length = Math.sqrt(parts.reduce((sum, one) => sum + one * one, 0));
    return parts.map((one) => one / length);
  });

describe("avatar bundles", () => {
  it("keep every rotation within a quarter of a degree", () => {
    fc.assert(
      fc.property(
        fc.array(rotation, { minLength: AVATAR_SEGMENT_COUNT, maxLength: AVATAR_SEGMENT_COUNT }),
        (rotations) => {
          const pose = createAvatarPose();
          pose.tracked = true;
          pose.hipHeight = 0.62;
          pose.rotations.set(rotations.flat());
          const bundle = decodeAvatarBundle(
            encodeAvatarBundle({ epoch: 7, avatars: [{ slot: 3, atMs: 123_456, pose }] }),
          );
          expect(bundle?.epoch).toBe(7);
          const read = bundle?.avatars[0];
          expect(read).toMatchObject({ slot: 3, atMs: 123_456 });
          expect(read?.pose.hipHeight).toBeCloseTo(0.62, 2);
          for (let i = 0; i < AVATAR_SEGMENT_COUNT; i++) {
            const one = [...(read?.pose.rotations.subarray(4 * i, 4 * i + 4) ?? [])];
            const cosine = Math.abs(one.reduce((sum, value, k) => sum + value * (rotations[i]?.[k] ?? 0), 0));
            expect((2 * Math.acos(Math.min(1, cosine)) * 180) / Math.PI).toBeLessThan(0.25);
          }
        },
      ),
    );
  });

  it("weigh under 80 bytes a person and carry no landmark", () => {
    const avatars = Array.from({ length: 6 }, (_, slot) => ({ slot, atMs: 0, pose: createAvatarPose() }));
    expect(encodeAvatarBundle({ epoch: 1, avatars }).byteLength).toBeLessThan(6 * 80);
  });

  it("are not read from other bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        decodeAvatarBundle(bytes);
        decodeFigureBundle(bytes);
      }),
    );
    expect(decodeAvatarBundle(new Uint8Array([1, 0, 0, 0, 0, 1]))).toBeUndefined();
    expect(decodeFigureBundle(new Uint8Array([1, 0, 0, 0, 0, 1]))).toBeUndefined();
  });
});

describe("figure bundles", () => {
  it("bring points and visibilities of a frame's picture back as they were", () => {
    const frame = createPoseFrame();
    Object.assign(frame, { atMs: 99, hasImage: true, aspect: 1.778 });
    for (let i = 0; i < 33; i++) {
      frame.image.set([31 * i - 900, 17 * i, -5], 3 * i);
      frame.visibility[i] = 7 * i;
    }
    expect(decodeFigureBundle(encodeFigureBundle({ epoch: 2, figures: [{ slot: 5, frame }] }))).toEqual({
      epoch: 2,
      figures: [
        {
          slot: 5,
          atMs: 99,
          seen: true,
          aspect: 1.778,
          points: Int16Array.from(Array.from({ length: 33 }, (_, i) => [31 * i - 900, 17 * i]).flat()),
          visibility: frame.visibility,
        },
      ],
    });
  });
});
