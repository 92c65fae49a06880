// The exercise files as the server would hand them out.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { parseExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";

const files = import.meta.glob<unknown>("../../assets/exercises/*.json", { eager: true, import: "default" });
export const EXERCISES: readonly TrackedExercise[] = Object.values(files)
  .map(parseExerciseFile)
  .filter((exercise) => exercise.tracking === "camera");
