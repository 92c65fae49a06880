import fc from "fast-check";
import { expect, it } from "vitest";
import { scaleRange } from "./range-scale.ts";

it("puts value, interval and target on one scale with room above the target", () => {
  const scale = scaleRange({ degrees: 60, halfWidth95: 6, measurable: true, targetDegrees: 80 });
  expect(scale).toEqual({
    maximumDegrees: 100,
    targetPercent: 80,
    value: { percent: 60, fromPercent: 54, toPercent: 66 },
    state: "below",
  });
});

it("widens for somebody who goes far beyond the target", () => {
  expect(scaleRange({ degrees: 118, halfWidth95: 5, measurable: true, targetDegrees: 80 }).maximumDegrees).toBe(130);
});

it("never gives a number that cannot be measured from here", () => {
  const scale = scaleRange({ degrees: 60, halfWidth95: 6, measurable: false, targetDegrees: 80 });
  expect(scale.value).toBeUndefined();
  expect(scale.state).toBe("notMeasurable");
});

it("tells an empty gauge from a met target", () => {
  expect(scaleRange({ degrees: undefined, halfWidth95: 0, measurable: false, targetDegrees: 80 }).state).toBe("empty");
  expect(scaleRange({ degrees: 80, halfWidth95: 9, measurable: true, targetDegrees: 80 }).state).toBe("met");
});

it("keeps everything on the gauge, in order", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -20, max: 200 }),
      fc.nat(40),
      fc.integer({ min: 1, max: 180 }),
      (degrees, halfWidth95, targetDegrees) => {
        const { value, targetPercent } = scaleRange({ degrees, halfWidth95, measurable: true, targetDegrees });
        const marks = [0, value?.fromPercent, value?.percent, value?.toPercent, 100] as number[];
        expect(marks).toEqual(marks.toSorted((one, other) => one - other));
        expect(targetPercent).toBeGreaterThan(0);
        expect(targetPercent).toBeLessThanOrEqual(100);
      },
    ),
  );
});
