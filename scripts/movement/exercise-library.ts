// The exercises as they are shipped, each with what the engine needs to count it.
import { fileURLToPath } from "node:url";
import { loadExerciseLibrary } from "../../server/src/movement/index.ts";
import type { Exercise } from "../../shared/src/exercise/exercise.ts";
import type { SideChoice } from "../../shared/src/movement/motion.ts";
import type { MovementRule } from "../../shared/src/movement/movement-rule.ts";
import type { ExerciseId } from "../../shared/src/session/identifiers.ts";

const FOLDER = fileURLToPath(new URL("../../assets/exercises", import.meta.url));

export interface LibraryEntry {
  readonly exercise: Exercise;
  readonly rule: MovementRule;
  /** What a therapist is offered first: both sides where the exercise has them. */
  readonly side: SideChoice;
}
export interface ExerciseLibrary {
  readonly find: (id: string) => LibraryEntry | undefined;
  readonly all: readonly Exercise[];
}

export async function openExerciseLibrary(): Promise<ExerciseLibrary> {
  const library = await loadExerciseLibrary(FOLDER);
  return {
    all: library.all,
    find: (id) => {
      const found = library.find(id as ExerciseId);
      return found && { exercise: found.exercise, rule: found.rule, side: found.offer.defaultTarget.side };
    },
  };
}
