import { describe, expect, it } from "vitest";
import { advanceAngle, createAngleMemory } from "./angle-smoothing.ts";

const FRAME_MS = 33;

describe("an angle over time", () => {
  it("[SMO2] does not follow a landmark that jumps away for two frames", () => {
    const angle = createAngleMemory();
    for (let i = 0; i < 20; i++) advanceAngle(angle, true, i === 10 || i === 11 ? 170 : 10, i * FRAME_MS);
    expect(angle.filter.value).toBe(10);
    let highest = 0;
    const again = createAngleMemory();
    for (let i = 0; i < 20; i++) {
      advanceAngle(again, true, i === 10 || i === 11 ? 170 : 10, i * FRAME_MS);
      highest = Math.max(highest, again.filter.value);
    }
    expect(highest).toBe(10);
  });

  it("[SMO2] follows a jump that stays", () => {
    const angle = createAngleMemory();
    for (let i = 0; i < 60; i++) advanceAngle(angle, true, i < 10 ? 10 : 120, i * FRAME_MS);
    expect(angle.filter.value).toBeGreaterThan(118);
  });

  it("[SMO3] stays usable through a short gap and starts anew after a long one", () => {
    const angle = createAngleMemory();
    advanceAngle(angle, true, 20, 0);
    expect(advanceAngle(angle, false, 0, 500)).toBe(true);
    expect(advanceAngle(angle, false, 0, 1200)).toBe(false);
    expect(advanceAngle(angle, true, 90, 1300)).toBe(true);
    expect(angle.filter.value).toBe(90);
  });
});
