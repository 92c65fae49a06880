import { describe, expect, it } from "vitest";
import { EXERCISES, getExercise, referee, repetitionsIn } from "../../test/exercise-library.ts";
import { movementRuleOf } from "../exercise/movement-rule-of.ts";
import { synthesizeRecording } from "../exercise/synthesize.ts";
import { travelOf } from "../exercise/travel-of.ts";
import { attainedDegrees, degreesBeyond, directionOf } from "./attained.ts";

const range = { maximum: 92, minimum: 4 };

describe("the angle attained", () => {
  it("[ROM6] is the greatest where the angle rises and the smallest where it falls", () => {
    expect(attainedDegrees(range, directionOf({ restDegrees: 0, peakDegrees: 90 }))).toBe(92);
    expect(attainedDegrees(range, directionOf({ restDegrees: 90, peakDegrees: 0 }))).toBe(4);
    expect(attainedDegrees({ maximum: 1, minimum: -27 }, directionOf({ restDegrees: 0, peakDegrees: -30 }))).toBe(-27);
  });

  it("[ROM6] lies beyond another one in the direction of the exercise", () => {
    expect(degreesBeyond(85, 80, "rises")).toBe(5);
    expect(degreesBeyond(4, 8, "falls")).toBe(4);
    expect(degreesBeyond(30, 8, "falls")).toBe(-22);
    expect(degreesBeyond(-27, -20, "falls")).toBe(7);
  });

  it.each(["squat", "sit-to-stand", "seated-knee-extension", "neck-extension", "standing-hip-extension"])(
    "[ROM6] of %s is where the person turned round",
    (id) => {
      const exercise = getExercise(id);
      const { frames, truth } = synthesizeRecording(exercise, { repetitions: 3, viewDegrees: 80 });
      const counted = repetitionsIn(referee(exercise, frames));
      expect(counted).toHaveLength(3);
      counted.forEach(({ rangeDegrees }, i) => {
        const attained = attainedDegrees(rangeDegrees, directionOf(travelOf(exercise)));
        expect(Math.abs(attained - truth.repetitions[i]!.peakDegrees)).toBeLessThan(1);
      });
    },
  );

  it("[ROM6] goes the same way as the angle that is counted, in every exercise", () => {
    for (const exercise of EXERCISES) {
      const { repetition } = movementRuleOf(exercise);
      const travel = travelOf(exercise);
      expect(directionOf(travel), exercise.id).toBe(directionOf(repetition));
      if (exercise.measures[0]!.motion !== repetition.motion) continue;
      expect(Math.abs(travel.peakDegrees - repetition.peakDegrees), exercise.id).toBeLessThan(1);
    }
  });

  it("[ROM6] has its target further than rest in every exercise", () => {
    for (const exercise of EXERCISES) {
      const travel = travelOf(exercise);
      const further = degreesBeyond(exercise.romTargetDegrees, travel.restDegrees, directionOf(travel));
      expect(further, exercise.id).toBeGreaterThan(0);
    }
  });
});
