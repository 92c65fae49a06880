import { expect, it } from "vitest";
import { isWithoutStress, largestWithoutStress, type RampStep } from "./picture-ramp-rules.ts";

const step = (askedWidth: number, shown: number, shownWidth = askedWidth): RampStep => {
  return { askedWidth, shownWidth, due: 100, shown };
};

it("takes a size that comes whole, with 95 of a hundred pictures", () => {
  expect([94, 95, 101].map((shown) => isWithoutStress(step(640, shown)))).toEqual([false, true, true]);
  expect(isWithoutStress(step(960, 100, 480))).toBe(false);
});

it("names the last size before the first that was too much", () => {
  expect(largestWithoutStress([step(320, 100), step(480, 96), step(640, 80)])?.askedWidth).toBe(480);
  expect(largestWithoutStress([step(320, 100), step(480, 96)])?.askedWidth).toBe(480);
  expect(largestWithoutStress([step(320, 90), step(480, 100)])).toBeUndefined();
  expect(largestWithoutStress([])).toBeUndefined();
});
