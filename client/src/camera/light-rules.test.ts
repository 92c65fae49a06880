import { LANDMARK, LANDMARK_COUNT } from "@ensemble/shared/movement/landmarks.ts";
import { createPoseFrame, type PoseFrame, snapToGrid } from "@ensemble/shared/movement/pose-frame.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBacklit, measureLight } from "./light-rules.ts";

const WIDTH = 96;
const HEIGHT = 72;

/** Somebody in the middle of the picture: the head above, the trunk below. */
function person(): PoseFrame {
  const places: Record<number, readonly [number, number]> = {
    [LANDMARK.nose]: [0.5, 0.2],
    [LANDMARK.leftEar]: [0.53, 0.2],
    [LANDMARK.rightEar]: [0.47, 0.2],
    [LANDMARK.leftShoulder]: [0.57, 0.3],
    [LANDMARK.rightShoulder]: [0.43, 0.3],
    [LANDMARK.leftHip]: [0.54, 0.55],
    [LANDMARK.rightHip]: [0.46, 0.55],
  };
  const image = new Float64Array(3 * LANDMARK_COUNT);
  for (let i = 0; i < LANDMARK_COUNT; i++) [image[3 * i], image[3 * i + 1]] = places[i] ?? [0.5, 0.5];
  const frame = createPoseFrame();
  const world = new Float64Array(3 * LANDMARK_COUNT);
  const visibility = new Uint8Array(LANDMARK_COUNT).fill(255);
  return snapToGrid({ atMs: 0, source: "camera", aspect: 4 / 3, world, image, visibility }, frame);
}

/** Grey everywhere; then what is painted over it, in pictures. */
function paint(
  grey: number,
  ...areas: readonly (readonly [left: number, top: number, right: number, bottom: number, grey: number])[]
): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(4 * WIDTH * HEIGHT).fill(grey);
  for (const [left, top, right, bottom, shade] of areas)
    for (let y = Math.round(top * HEIGHT); y < bottom * HEIGHT; y++)
      for (let x = Math.round(left * WIDTH); x < right * WIDTH; x++)
        rgba.fill(shade, 4 * (y * WIDTH + x), 4 * (y * WIDTH + x) + 4);
  return rgba;
}
const WINDOW = [0, 0, 0.4, 0.6, 255] as const;
const lightOf = (rgba: Uint8ClampedArray, frame = person()) => measureLight(rgba, WIDTH, HEIGHT, frame);

describe("the light", () => {
  it("is behind somebody who is a shadow before a window", () => {
    const shadow = lightOf(paint(60, WINDOW, [0.4, 0.1, 0.6, 0.9, 15]));
    expect(shadow.glare).toBeCloseTo(0.24, 1);
    expect(shadow.person).toBeLessThan(0.1);
    expect(isBacklit(shadow, false)).toBe(true);
  });

  it("is not behind somebody in dark clothes whose face is lit, nor behind somebody without a window", () => {
    const black = lightOf(paint(120, WINDOW, [0.4, 0.28, 0.6, 0.9, 10], [0.45, 0.1, 0.55, 0.25, 110]));
    expect(isBacklit(black, false)).toBe(false);
    expect(isBacklit(lightOf(paint(60, [0.4, 0.1, 0.6, 0.9, 15])), false)).toBe(false);
  });

  it("says nothing of a person whom nobody sees, and reads only inside the picture", () => {
    expect(lightOf(paint(60, WINDOW), createPoseFrame()).person).toBeUndefined();
    const places = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 99, maxLength: 99 });
    fc.assert(
      fc.property(places, (image) => {
        const frame = { ...person(), image: Float64Array.from(image, (place) => place * 2048) } as unknown as PoseFrame;
        const light = lightOf(paint(128), frame);
        expect(light.brightness).toBeCloseTo(128 / 255, 5);
        if (light.person !== undefined) expect(light.person).toBeCloseTo(128 / 255, 5);
      }),
    );
  });
});
