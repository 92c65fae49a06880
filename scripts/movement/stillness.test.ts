import { expect, it } from "vitest";
import { countInStillness } from "./stillness.ts";

it("repetitions between the true ones are counted in stillness, those at their borders are not", () => {
  const recording = {
    file: "a",
    set: "b",
    paused: true,
    repetitionFrames: [
      [30, 90],
      [150, 210],
    ] as [number, number][],
  };
  const analysis = {
    repetitionTimesMs: [
      [900, 3100],
      [3000, 3400],
      [3600, 4400],
      [5200, 7100],
    ] as const,
  };
  expect(countInStillness(recording, analysis, 30)).toBe(1);
  expect(countInStillness(recording, { repetitionTimesMs: [] }, 30)).toBe(0);
  expect(countInStillness({ ...recording, paused: false }, analysis, 30)).toBeUndefined();
  expect(countInStillness(recording, analysis, undefined)).toBeUndefined();
});
