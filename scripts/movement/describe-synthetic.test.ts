import { describe, expect, it } from "vitest";
import type { ExerciseId } from "../../shared/src/session/identifiers.ts";
import { describeSynthetic } from "./describe-synthetic.ts";
import { evaluateCounts, evaluateNobodyExercising, evaluateRanges } from "./evaluate-synthetic.ts";
import { openExerciseLibrary } from "./exercise-library.ts";

const library = await openExerciseLibrary();
const exercises = ["squat", "push-up"].map((id) => library.find(id as ExerciseId)!.exercise);

describe("the synthetic evaluation", () => {
  it("finds the truth where there is no noise, and is further from it before the pose model", () => {
    const size = (camera: "exact" | "mediapipe") => {
      const { errors, recordings, countedRight } = evaluateRanges(exercises.slice(0, 1), camera, [1]);
      expect(recordings).toBe(2);
      expect(countedRight).toBe(2);
      return Math.max(...errors.map(({ degrees }) => Math.abs(degrees)));
    };
    expect(size("exact")).toBeLessThan(1);
    expect(size("mediapipe")).toBeGreaterThan(1);
  });

  it("counts drawn sets, and nothing of nobody", () => {
    expect(evaluateCounts(exercises, [1, 2], "exact").map(({ cases, right }) => [cases, right])).toEqual([
      [2, 2],
      [2, 2],
    ]);
    expect(evaluateNobodyExercising(exercises.slice(0, 1), { seed: 1, durationMs: 60_000, camera: "exact" })).toEqual([
      { exercise: "squat", repetitions: 0 },
    ]);
  });

  it("begins with the range, chapter by chapter", () => {
    const first = describeSynthetic(exercises, { cases: 1, seed: 1, rangesOnly: true }).next().value;
    expect(first).toContain("### Range of motion without noise");
    expect(first).toMatch(/^\| squat +\| 32 of 32 +\| +\| 0\.\d\d +\| 0\.\d\d \|$/m);
  });
});
