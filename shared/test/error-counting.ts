// For tests: whether the errors of an exercise, performed as their definitions show them, count where the definitions say so.
import type { TrackedExercise } from "../src/exercise/exercise.ts";
import { synthesizeRecording } from "../src/exercise/synthesize.ts";
import type { SyntheticOptions } from "../src/exercise/synthetic-recording.ts";
import { referee, repetitionsIn } from "./exercise-library.ts";

/** A sentence for each error of which definition and counter say different things. */
export function findErrorDisagreements(
  exercise: TrackedExercise,
  { viewDegrees, side = exercise.sides[0]! }: Partial<Pick<SyntheticOptions, "viewDegrees" | "side">> = {},
): string[] {
  return exercise.errors.flatMap(({ cue, views, notCounted }) => {
    const { frames, truth } = synthesizeRecording(exercise, {
      repetitions: REPETITIONS,
      framesPerSecond: 12,
      viewDegrees: viewDegrees ?? TURN_OF_VIEW[views[0]!],
      side,
      error: cue,
    });
    const expected = truth.repetitions.filter(({ counts }) => counts).length;
    const counted = repetitionsIn(referee(exercise, frames, { side })).length;
    if (counted === expected) return [];
    const seen = `${exercise.id}: of ${REPETITIONS} repetitions with "${cue}" ${counted} are counted`;
    return notCounted === undefined
      ? [`${seen}, and nothing says that they do not count: widen what stops them, or say why in "notCounted"`]
      : [`${seen}, though it is said that they do not count ("${notCounted.en}"): narrow a guard, or take that back`];
  });
}

const REPETITIONS = 2;
const TURN_OF_VIEW = { front: 0, oblique: 48, side: 85, back: 180 } as const;
