import fc from "fast-check";
import { expect, it } from "vitest";
import { scaleAngles } from "./angle-scale.ts";

const standingUp = { restDegrees: 92, peakDegrees: 0 };
const extension = { restDegrees: 0, peakDegrees: -38 };
const ends = ({ nearDegrees, farDegrees }: { nearDegrees: number; farDegrees: number }) => [nearDegrees, farDegrees];

it("goes from rest to beyond the target, also where that is a smaller angle or one below zero", () => {
  expect(ends(scaleAngles({ restDegrees: 0, peakDegrees: 90 }, 80, []))).toEqual([0, 100]);
  expect(ends(scaleAngles(standingUp, 8, []))).toEqual([100, -20]);
  expect(ends(scaleAngles(extension, -36, []))).toEqual([0, -50]);
});

it("puts what is further along the movement further along the scale", () => {
  const { shareOf } = scaleAngles(standingUp, 8, []);
  expect([100, 40, -20].map(shareOf)).toEqual([0, 0.5, 1]);
  const back = scaleAngles(extension, -36, []);
  expect(back.shareOf(-30)).toBeGreaterThan(back.shareOf(-10));
});

it("holds rest, target and whatever is shown, whichever way the exercise goes and wherever somebody puts the target", () => {
  const angle = fc.integer({ min: -180, max: 180 });
  fc.assert(
    fc.property(angle, angle, angle, fc.array(angle), (restDegrees, peakDegrees, targetDegrees, shown) => {
      const scale = scaleAngles({ restDegrees, peakDegrees }, targetDegrees, shown);
      const least = Math.min(scale.nearDegrees, scale.farDegrees);
      const most = Math.max(scale.nearDegrees, scale.farDegrees);
      for (const each of [restDegrees, targetDegrees, ...shown]) {
        expect(each).toBeGreaterThanOrEqual(least);
        expect(each).toBeLessThanOrEqual(most);
      }
      expect(scale.shareOf(scale.nearDegrees)).toBe(0);
      expect(scale.shareOf(scale.farDegrees)).toBe(1);
    }),
  );
});
