// The exercises as one looks through them: short entries with a picture, and whole pages on which every id has become what it stands for.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import { drawStill } from "@ensemble/shared/exercise/figure.ts";
import {
  type ClinicalSource,
  type Contraindication,
  parseContraindicationsFile,
  parseSourcesFile,
} from "@ensemble/shared/protocol/clinical-files.ts";
import type { Catalogue, CatalogueEntry, CataloguePage } from "@ensemble/shared/protocol/http-messages.ts";

export interface ExerciseCatalogue {
  /** By their English names. */
  readonly entries: Catalogue;
  readonly find: (exerciseId: string) => CataloguePage | undefined;
}

/** Throws when a file is wrong or an exercise names what is not there, and says where: a clinic must not start with half a library. */
export async function loadExerciseCatalogue(
  directory: string,
  exercises: readonly Exercise[],
): Promise<ExerciseCatalogue> {
  const read = async <Parsed>(name: string, parse: (json: unknown) => Parsed): Promise<Parsed> => {
    const path = join(directory, name);
    try {
      return parse(JSON.parse(await readFile(path, "utf8")));
    } catch (error) {
      throw new Error(`The file ${path} cannot be used: ${(error as Error).message}`, { cause: error });
    }
  };
  const [sources, contraindications] = await Promise.all([
    read("sources.json", parseSourcesFile),
    read("contraindications.json", parseContraindicationsFile),
  ]);
  return createExerciseCatalogue(exercises, sources, contraindications);
}

export function createExerciseCatalogue(
  exercises: readonly Exercise[],
  sources: readonly ClinicalSource[],
  contraindications: readonly Contraindication[],
): ExerciseCatalogue {
  const entries = exercises.map(entryOf).sort((a, b) => (a.name.en < b.name.en ? -1 : a.name.en > b.name.en ? 1 : 0));
  const entryById = new Map(entries.map((entry) => [entry.id, entry]));
  const sourceById = new Map(sources.map((source) => [source.id, source]));
  const contraindicationById = new Map(contraindications.map((each) => [each.id, each]));
  const stepTo = (exerciseId: string | null) => {
    const entry = exerciseId === null ? undefined : entryById.get(exerciseId);
    if (entry === undefined) return null;
    const { id, name, difficulty, position, still } = entry;
    return { id, name, difficulty, position, still };
  };
  const pages = new Map<string, CataloguePage>();
  for (const exercise of exercises) {
    const source = (id: string) => named(sourceById, id, `${exercise.id}: source`);
    const thresholds =
      exercise.tracking === "camera" ? exercise.errors.map(({ thresholdSource }) => thresholdSource) : [];
    pages.set(exercise.id, {
      exercise,
      contraindications: exercise.contraindications.map((id) => {
        const found = named(contraindicationById, id, `${exercise.id}: contraindication`);
        return { text: found.text, source: source(found.source) };
      }),
      sources: [...new Set([...exercise.sources, ...thresholds])].map(source),
      easier: stepTo(exercise.progression.easier),
      harder: stepTo(exercise.progression.harder),
    });
  }
  return { entries, find: (exerciseId) => pages.get(exerciseId) };
}

function entryOf(exercise: Exercise): CatalogueEntry {
  const { id, name, purpose, region, type, difficulty, position, equipment, sides } = exercise;
  const { tracking, conditions, searchWords, review } = exercise;
  return {
    id,
    name,
    purpose,
    region,
    type,
    difficulty,
    position,
    equipment,
    sides,
    tracking,
    conditions,
    searchWords,
    review,
    still: drawStill(exercise),
  };
}

function named<Value>(values: ReadonlyMap<string, Value>, id: string, where: string): Value {
  const found = values.get(id);
  if (found === undefined) throw new Error(`${where} "${id}" does not exist in assets/clinical`);
  return found;
}
