// The exercises as they are shipped, read as the server reads them.
import { fileURLToPath } from "node:url";
import { type ExerciseLibrary, loadExerciseLibrary } from "../../server/src/movement/index.ts";

const FOLDER = fileURLToPath(new URL("../../assets/exercises", import.meta.url));

export function openExerciseLibrary(): Promise<ExerciseLibrary> {
  return loadExerciseLibrary(FOLDER);
}
