import { describe, expect, test } from "vitest";
import {
  advanceQuality,
  drawsFinely,
  QUALITY_SETTINGS,
  type QualitySample,
  type QualityState,
  startQuality,
} from "./quality-rules.ts";

const EASY: Omit<QualitySample, "atMs"> = { poseHz: 30, inferenceMs: 8, delayMs: 30 };
const SLOW: Omit<QualitySample, "atMs"> = { poseHz: 9, inferenceMs: 95, delayMs: 140 };

/** Levels after each second. */
function seconds(state: QualityState, samples: readonly Omit<QualitySample, "atMs">[], fromS = 0) {
  let now = state;
  const levels = samples.map((sample, index) => {
    now = advanceQuality(now, { ...sample, atMs: 1000 * (fromS + index) });
    return now.level;
  });
  return { state: now, levels };
}
const repeat = (sample: Omit<QualitySample, "atMs">, count: number) => Array.from({ length: count }, () => sample);

describe("the quality a device gets", () => {
  test("starts full, low where asked for, least where there is no graphics processor", () => {
    expect(startQuality(undefined, false).level).toBe("full");
    expect(startQuality("low", false).level).toBe("low");
    expect(startQuality(undefined, true).level).toBe("least");
    expect(startQuality("low", true).level).toBe("least");
  });

  test("stays where one second is slow, and goes down step by step where it lasts", () => {
    expect(seconds(startQuality(undefined, false), [EASY, SLOW, EASY, SLOW, SLOW, EASY]).state.level).toBe("full");
    const { levels } = seconds(startQuality(undefined, false), repeat(SLOW, 12));
    expect(levels[0]).toBe("full");
    expect(levels).toContain("reduced");
    expect(levels.at(-1)).toBe("low");
    expect(seconds(startQuality(undefined, false), repeat(SLOW, 60)).state.level).toBe("least");
  });

  test.each([
    ["estimates take long", { ...EASY, inferenceMs: 60 }],
    ["pictures are missed", { ...EASY, poseHz: 5 }],
    ["bodies come late because the page is busy", { ...EASY, delayMs: 600 }],
  ])("goes down when %s", (_, sample) => {
    expect(seconds(startQuality(undefined, false), repeat(sample, 6)).state.level).not.toBe("full");
  });

  test("a camera that gives 12 pictures in dim light is not a slow device", () => {
    expect(seconds(startQuality(undefined, false), repeat({ ...EASY, poseHz: 12 }, 30)).state.level).toBe("full");
  });

  test("rises after a long easy time, and no third time to what failed twice", () => {
    let { state } = seconds(startQuality(undefined, false), repeat(SLOW, 6));
    expect(state.level).toBe("reduced");
    ({ state } = seconds(state, repeat(EASY, 60), 10));
    expect(state.level).toBe("full");
    ({ state } = seconds(state, repeat(SLOW, 6), 80));
    ({ state } = seconds(state, repeat(EASY, 300), 100));
    expect(state.level).toBe("reduced");
  });

  test("low that was asked for never rises above it, and still gives way", () => {
    expect(seconds(startQuality("low", false), repeat(SLOW, 10)).state.level).toBe("least");
    expect(seconds(startQuality("low", false), repeat({ ...EASY, poseHz: 12 }, 300)).state.level).toBe("low");
  });

  test("without a graphics processor it rises to low at most", () => {
    expect(seconds(startQuality(undefined, true), repeat(EASY, 300)).state.level).toBe("low");
  });

  test("each level asks for less than the one above, and never for too little to count", () => {
    const { full, reduced, low, least } = QUALITY_SETTINGS;
    expect(full.poseHz).toBeGreaterThan(reduced.poseHz);
    expect(reduced.poseHz).toBeGreaterThan(low.poseHz);
    expect(least.poseHz).toBeGreaterThanOrEqual(10);
    expect(least.sceneFps).toBeLessThan(low.sceneFps);
    expect(low.sceneScale).toBeGreaterThan(full.sceneScale);
    expect(least.sceneScale).toBeGreaterThan(low.sceneScale);
    expect(2 * least.sceneShare).toBeLessThan(2 * low.sceneShare);
    expect([full, reduced, low, least].map(drawsFinely)).toEqual([true, true, false, false]);
    expect([full, reduced, low, least].map(({ encodings }) => encodings)).toEqual([3, 2, 2, 2]);
  });
});
