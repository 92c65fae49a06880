import { expect, it } from "vitest";
import { getExercise } from "../../test/exercise-library.ts";
import type { TrackedExercise } from "./exercise.ts";
import { findExerciseFaults } from "./exercise-faults.ts";
import { movementRuleOf } from "./movement-rule-of.ts";

const squat = getExercise("squat");
const faultsOf = (exercise: TrackedExercise) => findExerciseFaults(exercise, movementRuleOf(exercise));

it("finds nothing wrong with a movement that can be counted", () => {
  expect(faultsOf(squat)).toEqual([]);
});

it("finds a counted motion that the reference movement does not show: its knees are straight at rest", () => {
  const exercise = { ...squat, repetition: { ...squat.repetition, motion: "hipRotation" } } as const;
  expect(faultsOf(exercise)).toEqual(["hipRotation cannot be read of its reference movement"]);
});

it("finds a measured motion that the reference movement does not show", () => {
  const measures = [{ motion: "shoulderRotation", views: ["front"] }] as const;
  expect(faultsOf({ ...squat, measures })).toEqual(["shoulderRotation cannot be read of its reference movement"]);
});

it("finds a reference movement that does not move what is counted", () => {
  const reference = { ...squat.reference, postures: { rest: {}, peak: { both: { elbowFlexion: 90 } } } };
  expect(faultsOf({ ...squat, reference })).toEqual([
    "its reference movement moves kneeFlexion, which is counted, by less than 10°",
  ]);
});

it("finds a reference movement that takes longer than a repetition may", () => {
  const repetition = { ...squat.repetition, maximumMs: 2000 };
  expect(faultsOf({ ...squat, repetition })).toEqual([expect.stringMatching(/^its reference movement takes/)]);
});
