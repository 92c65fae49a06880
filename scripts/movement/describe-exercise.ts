// An exercise as one line for programs: what it is, and whom it serves.
import type { Exercise } from "../../shared/src/exercise/exercise.ts";

export interface ExerciseLine {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly type: string;
  readonly difficulty: number;
  /** Counted and measured by the camera. */
  readonly tracked: boolean;
  /** The pathways it belongs to. */
  readonly conditions: readonly string[];
  /** As `--error` takes them. */
  readonly errors: readonly string[];
  readonly review: string;
}

export function describeExercise(exercise: Exercise): ExerciseLine {
  return {
    id: exercise.id,
    name: exercise.name.en,
    region: exercise.region,
    type: exercise.type,
    difficulty: exercise.difficulty,
    tracked: exercise.tracking === "camera",
    conditions: exercise.conditions,
    errors: exercise.errors.map(({ cue }) => cue),
    review: exercise.review,
  };
}
