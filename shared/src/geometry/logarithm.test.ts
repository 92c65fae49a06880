import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naturalLogarithm } from "./logarithm.ts";

describe("the natural logarithm", () => {
  it("agrees with the built-in one from the smallest to the largest number", () => {
    fc.assert(
      fc.property(fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }), (value) => {
        const expected = Math.log(value);
        expect(Math.abs(naturalLogarithm(value) - expected)).toBeLessThanOrEqual(
          1e-12 * Math.max(1, Math.abs(expected)),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it("is exact at one, and known at e and ten", () => {
    expect(naturalLogarithm(1)).toBe(0);
    expect(naturalLogarithm(Math.E)).toBeCloseTo(1, 12);
    expect(naturalLogarithm(10)).toBeCloseTo(Math.LN10, 12);
  });

  it("is not a number where there is none", () => {
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) expect(naturalLogarithm(value)).toBeNaN();
  });
});
