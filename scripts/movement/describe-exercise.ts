// An exercise as one line for programs: what it is, and whom it serves.
import type { Exercise } from "../../shared/src/exercise/exercise.ts";

export interface ExerciseLine {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly type: string;
  readonly difficulty: number;
  readonly tracked: boolean;
  /** ICD-10 codes. */
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
    // The file's format knows only exercises that the camera counts and measures.
    tracked: true,
    conditions: exercise.icd10,
    errors: exercise.errors.map(({ cue }) => cue),
    review: exercise.review,
  };
}
