import { describe, expect, it } from "vitest";
import { advanceAngle, angleValue, createAngleMemories, isAngleKnown } from "./angle-smoothing.ts";

const FRAME_MS = 33;

describe("an angle over time", () => {
  it("[SMO2] does not follow a landmark that jumps away for two frames", () => {
    const angle = createAngleMemories(1);
    for (let i = 0; i < 20; i++) advanceAngle(angle, 0, i === 10 || i === 11 ? 170 : 10, i * FRAME_MS);
    expect(angleValue(angle, 0)).toBe(10);
    let highest = 0;
    const again = createAngleMemories(1);
    for (let i = 0; i < 20; i++) {
      advanceAngle(again, 0, i === 10 || i === 11 ? 170 : 10, i * FRAME_MS);
      highest = Math.max(highest, angleValue(again, 0));
    }
    expect(highest).toBe(10);
  });

  it("[SMO2] follows a jump that stays", () => {
    const angle = createAngleMemories(1);
    for (let i = 0; i < 60; i++) advanceAngle(angle, 0, i < 10 ? 10 : 120, i * FRAME_MS);
    expect(angleValue(angle, 0)).toBeGreaterThan(118);
  });

  it("[SMO3] stays usable through a short gap and starts anew after a long one", () => {
    const angle = createAngleMemories(1);
    advanceAngle(angle, 0, 20, 0);
    expect(isAngleKnown(angle, 0, 500)).toBe(true);
    expect(isAngleKnown(angle, 0, 1200)).toBe(false);
    advanceAngle(angle, 0, 90, 1300);
    expect(isAngleKnown(angle, 0, 1300)).toBe(true);
    expect(angleValue(angle, 0)).toBe(90);
  });
});
