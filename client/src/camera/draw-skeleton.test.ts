import { LANDMARK, LANDMARK_COUNT } from "@ensemble/shared/movement/landmarks.ts";
import { describe, expect, test } from "vitest";
import { BONES, bodyOfFigure, headRing } from "./draw-skeleton.ts";

describe("the drawn figure", () => {
  test("joins real landmarks, shows both sides alike and no face", () => {
    const face = new Set<number>(Array.from({ length: 11 }, (_, index) => index));
    for (const bone of BONES) {
      for (const end of bone) {
        expect(end).toBeLessThan(LANDMARK_COUNT);
        expect(face.has(end)).toBe(false);
      }
    }
    const isLeft = (index: number) => index % 2 === 1;
    const within = BONES.filter(([from, to]) => isLeft(from) === isLeft(to));
    expect(within.filter(([from]) => isLeft(from))).toHaveLength(within.length / 2);
  });

  test("every limb hangs together from shoulder to hand and from hip to toes", () => {
    const reached = new Set([LANDMARK.leftShoulder]);
    for (let round = 0; round < BONES.length; round++) {
      for (const [from, to] of BONES) {
        if (reached.has(from)) reached.add(to);
        if (reached.has(to)) reached.add(from);
      }
    }
    for (const end of [LANDMARK.leftIndex, LANDMARK.rightIndex, LANDMARK.leftFootIndex, LANDMARK.rightFootIndex]) {
      expect(reached.has(end)).toBe(true);
    }
  });

  test("the head keeps its size when the person turns and the ears come together", () => {
    const front = headRing([110, 50], [90, 50], [100, 50], [130, 100], [70, 100]);
    const side = headRing([100, 50], [100, 50], [100, 50], [102, 100], [98, 100]);
    expect(side.radius).toBeCloseTo(front.radius, 6);
    expect(front).toMatchObject({ x: 100, y: 50 });
  });

  test("nobody seen is nothing drawn", () => {
    const figure = { slot: 0, atMs: 0, aspect: 1, points: new Int16Array(66), visibility: new Uint8Array(33) };
    expect(bodyOfFigure({ ...figure, seen: false })).toBeUndefined();
    expect(bodyOfFigure({ ...figure, seen: true })).toMatchObject({ stride: 2 });
  });
});
