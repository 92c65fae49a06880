import { describe, expect, it } from "vitest";
import { areaUnderCurve } from "./area-under-curve.ts";
import { measureCounts } from "./count-accuracy.ts";

describe("accuracy of counts", () => {
  it("is told by shares of recordings and the error relative to the truth", () => {
    const counts = [
      { truth: 10, counted: 10 },
      { truth: 10, counted: 9 },
      { truth: 4, counted: 6 },
      { truth: 0, counted: 1 },
    ];
    const { recordings, exact, withinOne, meanRelativeError } = measureCounts(counts);
    expect({ recordings, exact, withinOne }).toEqual({ recordings: 4, exact: 0.25, withinOne: 0.75 });
    expect(meanRelativeError).toBeCloseTo(0.2, 9);
  });
});

describe("the area under the curve", () => {
  it("is 1 for groups apart, 0 for groups the wrong way round, and half for the same", () => {
    expect(areaUnderCurve([3, 4], [1, 2])).toBe(1);
    expect(areaUnderCurve([1, 2], [3, 4])).toBe(0);
    expect(areaUnderCurve([1, 1], [1])).toBe(0.5);
    expect(areaUnderCurve([2, 4], [1, 3])).toBe(0.75);
  });
});
