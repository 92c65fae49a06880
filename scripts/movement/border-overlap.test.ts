import { describe, expect, it } from "vitest";
import { overlapsWithBorders } from "./border-overlap.ts";

describe("the overlap with true borders", () => {
  const borders = { repetitionFrames: [[0, 20] as [number, number], [30, 50] as [number, number]] };

  it("is the shared part of both together, of each true repetition that was counted", () => {
    const counted = { repetitionTimesMs: [[0, 1000] as const, [4000, 5000] as const] };
    expect(overlapsWithBorders(borders, counted, 10)).toEqual([0.5, 0.5]);
    expect(overlapsWithBorders(borders, { repetitionTimesMs: [[3500, 5500]] }, 10)).toEqual([0.6]);
    expect(overlapsWithBorders(borders, { repetitionTimesMs: [] }, 10)).toEqual([]);
  });

  it("is unknown without borders or without a frame rate", () => {
    expect(overlapsWithBorders({}, { repetitionTimesMs: [] }, 10)).toBeUndefined();
    expect(overlapsWithBorders(borders, { repetitionTimesMs: [] }, undefined)).toBeUndefined();
  });
});
