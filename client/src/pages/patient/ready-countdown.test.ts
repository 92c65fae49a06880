import { describe, expect, it } from "vitest";
import { advanceReadyCountdown, NOT_STANDING, secondsLeft } from "./ready-countdown.ts";

function stand(...moments: readonly [atMs: number, green: boolean][]) {
  return moments.reduce((state, [atMs, green]) => advanceReadyCountdown(state, green, atMs), NOT_STANDING);
}

describe("ready countdown", () => {
  it("counts three, two, one and is ready", () => {
    const state = stand([1_000, true]);
    expect([1_000, 2_000, 3_000, 3_999, 4_000].map((at) => secondsLeft(state, at))).toEqual([3, 2, 1, 1, 0]);
  });
  it("says nothing while nobody stands well", () => {
    expect(secondsLeft(stand([0, false]), 10_000)).toBeUndefined();
  });
  it("forgives a short doubt of the tracking", () => {
    const state = stand([0, true], [1_000, false], [1_300, true]);
    expect(secondsLeft(state, 2_500)).toBe(1);
  });
  it("begins anew after stepping out", () => {
    const state = stand([0, true], [1_000, false], [1_500, false], [2_000, true]);
    expect(secondsLeft(state, 2_500)).toBe(3);
  });
});
