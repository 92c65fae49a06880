import { describe, expect, it } from "vitest";
import type { Point } from "./body-geometry.ts";
import { findLeaning, type LeaningMoment } from "./leaning-things.ts";

/** Hands so far before the hips, and so far beyond the feet. */
const moment = (handZ: number, footZ: number, handY = 1): LeaningMoment => ({
  left: [0.2, handY, handZ],
  right: [-0.2, handY, handZ],
  hips: [0, 0.9, 0] as Point,
  feet: [0, 0, footZ],
});

describe("what a figure leans on", () => {
  it("is a rail where both hands stay before the body", () => {
    const { rail } = findLeaning({ equipment: ["support"] }, [moment(0.3, 0), moment(0.33, 0)]);
    expect(rail?.at[1]).toBe(1);
    expect(rail?.at[2]).toBeGreaterThan(0.3);
    expect(rail?.width).toBeGreaterThan(0.4);
  });

  it("is no rail where a hand goes somewhere, is beside the body, or nothing is to be held", () => {
    expect(findLeaning({ equipment: ["support"] }, [moment(0.3, 0), moment(0.6, 0)])).toEqual({});
    expect(findLeaning({ equipment: ["support"] }, [moment(0, 0)])).toEqual({});
    expect(findLeaning({ equipment: [] }, [moment(0.3, 0)])).toEqual({});
  });

  it("is a wall before hands that push, and one behind a back that slides", () => {
    expect(findLeaning({ equipment: ["wall"] }, [moment(0.6, 0, 1.3)]).wall?.facing).toBe(-1);
    const { wall } = findLeaning({ equipment: ["wall"] }, [moment(0, 0.4, 0.7)]);
    expect(wall?.facing).toBe(1);
    expect(wall?.z).toBeLessThan(0);
  });

  it("is no wall for somebody who stands free", () => {
    expect(findLeaning({ equipment: ["wall"] }, [moment(0.05, 0.02, 0.8)])).toEqual({});
  });
});
