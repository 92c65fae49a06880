import fc from "fast-check";
import { expect, it } from "vitest";
import { scaleRange } from "./range-scale.ts";

const travel = { restDegrees: 0, peakDegrees: 90 };
const standingUp = { restDegrees: 92, peakDegrees: 0 };
const extension = { restDegrees: 0, peakDegrees: -38 };

it("puts value, interval and target on one scale with room above the target", () => {
  const scale = scaleRange({ travel, degrees: 60, below95: 6, above95: 9, measurable: true, targetDegrees: 80 });
  expect(scale).toEqual({
    farDegrees: 100,
    targetPercent: 80,
    value: { degrees: 60, percent: 60, fromPercent: 54, toPercent: 69 },
    state: "below",
  });
});

it("widens for somebody who goes far beyond the target", () => {
  expect(
    scaleRange({ travel, degrees: 118, below95: 5, above95: 5, measurable: true, targetDegrees: 80 }).farDegrees,
  ).toBe(130);
});

it("never gives a number that cannot be measured from here", () => {
  const scale = scaleRange({ travel, degrees: 60, below95: 6, above95: 6, measurable: false, targetDegrees: 80 });
  expect(scale.value).toBeUndefined();
  expect(scale.state).toBe("notMeasurable");
});

it("tells an empty gauge from a met target", () => {
  expect(
    scaleRange({ travel, degrees: undefined, below95: 0, above95: 0, measurable: false, targetDegrees: 80 }).state,
  ).toBe("empty");
  expect(scaleRange({ travel, degrees: 80, below95: 9, above95: 9, measurable: true, targetDegrees: 80 }).state).toBe(
    "met",
  );
});

it("runs towards smaller angles for an exercise that makes one smaller: stretched is further than bent", () => {
  const reading = { below95: 6, above95: 12, measurable: true, targetDegrees: 8, travel: standingUp };
  const stretched = scaleRange({ ...reading, degrees: 4 });
  expect(stretched).toEqual({
    farDegrees: -20,
    targetPercent: expect.closeTo((100 * 92) / 120),
    value: { degrees: 4, percent: 80, fromPercent: 70, toPercent: 85 },
    state: "met",
  });
  const bent = scaleRange({ ...reading, degrees: 40 });
  expect(bent.state).toBe("below");
  expect(bent.value?.percent).toBe(50);
});

it("shows angles below zero where they are, on both sides of the target", () => {
  const reading = { below95: 5, above95: 5, measurable: true, targetDegrees: -30, travel: extension };
  const short = scaleRange({ ...reading, degrees: -20 });
  const full = scaleRange({ ...reading, degrees: -32 });
  expect([short.state, full.state]).toEqual(["below", "met"]);
  expect(short.targetPercent).toBe(75);
  expect(short.value).toEqual({ degrees: -20, percent: 50, fromPercent: 37.5, toPercent: 62.5 });
  expect(full.value?.percent).toBe(80);
});

it("keeps everything on the gauge, in order", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -20, max: 200 }),
      fc.nat(40),
      fc.nat(40),
      fc.integer({ min: 1, max: 180 }),
      (degrees, below95, above95, targetDegrees) => {
        const { value, targetPercent } = scaleRange({
          travel,
          degrees,
          below95,
          above95,
          measurable: true,
          targetDegrees,
        });
        const marks = [0, value?.fromPercent, value?.percent, value?.toPercent, 100] as number[];
        expect(marks).toEqual(marks.toSorted((one, other) => one - other));
        expect(targetPercent).toBeGreaterThan(0);
        expect(targetPercent).toBeLessThanOrEqual(100);
      },
    ),
  );
});
