import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arcTangent2, cosine, sine } from "./trigonometry.ts";

const LIMIT = 1e-9;

describe("trigonometry by fixed polynomials", () => {
  it("agrees with the built-in sine and cosine", () => {
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (angle) => {
        expect(Math.abs(sine(angle) - Math.sin(angle))).toBeLessThan(LIMIT);
        expect(Math.abs(cosine(angle) - Math.cos(angle))).toBeLessThan(LIMIT);
      }),
      { numRuns: 3000 },
    );
  });

  it("agrees with the built-in arc tangent in every quadrant", () => {
    const part = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(part, part, (y, x) => {
        expect(Math.abs(arcTangent2(y, x) - Math.atan2(y + 0, x + 0))).toBeLessThan(LIMIT);
      }),
      { numRuns: 3000 },
    );
    expect(arcTangent2(0, 0)).toBe(0);
  });

  it("is exact to the ninth place at the known angles", () => {
    expect(sine(Math.PI / 6)).toBeCloseTo(0.5, 9);
    expect(cosine(Math.PI / 3)).toBeCloseTo(0.5, 9);
    expect(arcTangent2(1, 1)).toBeCloseTo(Math.PI / 4, 9);
    expect(arcTangent2(0, -1)).toBeCloseTo(Math.PI, 9);
  });
});
