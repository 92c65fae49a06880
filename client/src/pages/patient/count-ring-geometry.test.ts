import { describe, expect, it } from "vitest";
import { ringHalves, ringShare } from "./count-ring-geometry.ts";

describe("ring around the count", () => {
  const [left, right] = ringHalves({ width: 400, height: 300, stroke: 20, radius: 150 });

  it("begins both halves in the middle of the bottom and ends them in the middle of the top", () => {
    for (const half of [left, right]) {
      expect(half.startsWith("M200 290")).toBe(true);
      expect(half.endsWith("10H200")).toBe(true);
    }
  });
  it("stays inside its box with the whole width of the line", () => {
    expect(left).toContain("10 150V150");
    expect(right).toContain("390 150V150");
  });
  it("never fills more than whole, nor less than nothing, whatever is measured", () => {
    expect([-0.2, 0, 0.5, 1, 1.4, Number.NaN].map(ringShare)).toEqual([0, 0, 0.5, 1, 1, 0]);
  });
});
