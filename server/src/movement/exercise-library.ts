// The exercises this clinic has: every file of the folder, checked at start. Adding an exercise is adding a file.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Exercise, TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { findExerciseFaults } from "@ensemble/shared/exercise/exercise-faults.ts";
import { movementRuleOf } from "@ensemble/shared/exercise/movement-rule-of.ts";
import { travelOf } from "@ensemble/shared/exercise/travel-of.ts";
import { type Direction, directionOf } from "@ensemble/shared/movement/attained.ts";
import type { MovementRule } from "@ensemble/shared/movement/movement-rule.ts";
import { parseExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import type { ExerciseOffer } from "@ensemble/shared/session/decide-command.ts";
import type { ExerciseId } from "@ensemble/shared/session/identifiers.ts";

interface LibraryExercise {
  readonly exercise: TrackedExercise;
  readonly rule: MovementRule;
  /** Of its own range of motion. */
  readonly direction: Direction;
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
  const paths = await listFiles(directory);
  const loaded = await Promise.all(paths.map((path) => naming(path, loadExercise(path))));
  const all = loaded.map(({ exercise }) => exercise);
  const twice = all.find(({ id }, i) => all.findIndex((other) => other.id === id) < i);
  if (twice !== undefined) throw new Error(`Two exercise files have the same id, ${twice.id}.`);
  const counted = loaded.flatMap(({ counted }) => counted ?? []);
  const byId = new Map<string, LibraryExercise>(counted.map((entry) => [entry.exercise.id, entry]));
  return { find: (exerciseId) => byId.get(exerciseId), tracked: counted.map(({ exercise }) => exercise), all };
}

/** Those that the camera counts, by id, as their files have them: all that simulated people need, who count nobody. */
export async function readTrackedExercises(directory: string): Promise<ReadonlyMap<string, TrackedExercise>> {
  const paths = await listFiles(directory);
  const exercises = await Promise.all(paths.map((path) => naming(path, readExercise(path))));
  const tracked = exercises.filter((exercise) => exercise.tracking === "camera");
  return new Map(tracked.map((exercise) => [exercise.id, exercise]));
}

interface LoadedExercise {
  readonly exercise: Exercise;
  /** Undefined where the camera does not count it. */
  readonly counted: LibraryExercise | undefined;
}

async function loadExercise(path: string): Promise<LoadedExercise> {
  const exercise = await readExercise(path);
  return { exercise, counted: exercise.tracking === "camera" ? describe(exercise) : undefined };
}

async function readExercise(path: string): Promise<Exercise> {
  return parseExerciseFile(JSON.parse(await readFile(path, "utf8")));
}

async function naming<Loaded>(path: string, loading: Promise<Loaded>): Promise<Loaded> {
  try {
    return await loading;
  } catch (error) {
    throw new Error(`The exercise file ${path} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

async function listFiles(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".json")).sort();
  return names.map((name) => join(directory, name));
}

function describe(exercise: TrackedExercise): LibraryExercise {
  const sides = exercise.sides;
  const rule = movementRuleOf(exercise);
  const faults = findExerciseFaults(exercise, rule);
  if (faults.length > 0) throw new Error(faults.join("; "));
  return {
    exercise,
    rule,
    direction: directionOf(travelOf(exercise)),
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
