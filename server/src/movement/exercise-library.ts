// The exercises this clinic has: every file of the folder, checked at start. Adding an exercise is adding a file.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Exercise, TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { movementRuleOf } from "@ensemble/shared/exercise/movement-rule-of.ts";
import type { MovementRule } from "@ensemble/shared/movement/movement-rule.ts";
import { parseExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import type { ExerciseOffer } from "@ensemble/shared/session/decide-command.ts";
import type { ExerciseId } from "@ensemble/shared/session/identifiers.ts";

interface LibraryExercise {
  readonly exercise: TrackedExercise;
  readonly rule: MovementRule;
  readonly offer: ExerciseOffer;
}
export interface ExerciseLibrary {
  /** Of those that the camera counts: the others are for practising alone. */
  readonly find: (exerciseId: ExerciseId) => LibraryExercise | undefined;
  readonly tracked: readonly TrackedExercise[];
  readonly all: readonly Exercise[];
}

/** Throws when a file is wrong, and names it: a clinic must not start with half a library. */
export async function loadExerciseLibrary(directory: string): Promise<ExerciseLibrary> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".json")).sort();
  const exercises = await Promise.all(names.map((name) => loadExercise(join(directory, name))));
  return createExerciseLibrary(exercises);
}

function createExerciseLibrary(exercises: readonly Exercise[]): ExerciseLibrary {
  if (new Set(exercises.map(({ id }) => id)).size !== exercises.length) {
    throw new Error("Two exercise files have the same id.");
  }
  const tracked = exercises.filter((exercise) => exercise.tracking === "camera");
  const byId = new Map(tracked.map((exercise) => [exercise.id, describe(exercise)]));
  return { find: (exerciseId) => byId.get(exerciseId), tracked, all: exercises };
}

async function loadExercise(path: string): Promise<Exercise> {
  try {
    return parseExerciseFile(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    throw new Error(`The exercise file ${path} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

function describe(exercise: TrackedExercise): LibraryExercise {
  const sides = exercise.sides;
  return {
    exercise,
    rule: movementRuleOf(exercise),
    offer: {
      version: exercise.version,
      sides,
      defaultTarget: {
        repetitions: exercise.dose.repetitions,
        rangeDegrees: exercise.romTargetDegrees,
        side: sides.includes("both") ? "both" : (sides[0] ?? "both"),
      },
    },
  };
}
