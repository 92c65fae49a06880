// The exercise files as the server would hand them out.
import type { Exercise, TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { parseExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";

const files = import.meta.glob<unknown>("../../assets/exercises/*.json", { eager: true, import: "default" });
export const LIBRARY: readonly Exercise[] = Object.values(files).map(parseExerciseFile);
export const EXERCISES: readonly TrackedExercise[] = LIBRARY.filter((exercise) => exercise.tracking === "camera");
