// The protocol templates this clinic has: every file of the folder, checked at start against its exercises and its clinical files.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import {
  findTemplateFaults,
  type ProtocolTemplate,
  type TemplateSurroundings,
} from "@ensemble/shared/exercise/protocol-template.ts";
import {
  type ClinicalSource,
  type Contraindication,
  parseContraindicationsFile,
  parseSourcesFile,
} from "@ensemble/shared/protocol/clinical-files.ts";
import type { ProtocolPage } from "@ensemble/shared/protocol/http-messages.ts";
import { parseProtocolTemplateFile } from "@ensemble/shared/protocol/protocol-template-file.ts";

export interface ProtocolLibrary {
  readonly find: (id: string) => ProtocolPage | undefined;
  readonly all: readonly ProtocolTemplate[];
}

/** Throws when a file is wrong or refers to what is not there, and names it: a clinic must not start with half a library. */
export async function loadProtocolLibrary(parts: {
  readonly templates: string;
  readonly clinical: string;
  readonly exercises: readonly Exercise[];
}): Promise<ProtocolLibrary> {
  const contraindications = parseContraindicationsFile(await readJson(join(parts.clinical, "contraindications.json")));
  const sources = parseSourcesFile(await readJson(join(parts.clinical, "sources.json")));
  const exercises = new Map(parts.exercises.map((exercise) => [exercise.id, exercise]));
  const surroundings: TemplateSurroundings = {
    findExercise: (id) => exercises.get(id),
    contraindicationIds: new Set(contraindications.map(({ id }) => id)),
    sourceIds: new Set(sources.map(({ id }) => id)),
  };
  const names = (await readdir(parts.templates)).filter((name) => name.endsWith(".json")).sort();
  const all = await Promise.all(names.map((name) => loadTemplate(join(parts.templates, name), surroundings)));
  const pages = new Map(all.map((template) => [template.id, describe(template, contraindications, sources)]));
  if (pages.size !== all.length) throw new Error("Two protocol templates have the same id.");
  return { find: (id) => pages.get(id), all };
}

async function loadTemplate(path: string, surroundings: TemplateSurroundings): Promise<ProtocolTemplate> {
  try {
    const template = parseProtocolTemplateFile(await readJson(path));
    const faults = findTemplateFaults(template, surroundings);
    if (faults.length > 0) throw new Error(faults.join("; "));
    return template;
  } catch (error) {
    throw new Error(`The protocol template ${path} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

function describe(
  template: ProtocolTemplate,
  contraindications: readonly Contraindication[],
  sources: readonly ClinicalSource[],
): ProtocolPage {
  const named = new Set(template.phases.flatMap(({ restrictions, precautions }) => [...restrictions, ...precautions]));
  const speaking = contraindications.filter(({ id }) => named.has(id));
  const cited = new Set([...template.sources, ...speaking.map(({ source }) => source)]);
  return { template, contraindications: speaking, sources: sources.filter(({ id }) => cited.has(id)) };
}

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, "utf8"));
