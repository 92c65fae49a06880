// The format of assets/clinical: what speaks against an exercise, and where thresholds come from, each once and by id.
import { z } from "zod";
import type { LocalisedText } from "../exercise/exercise.ts";

export interface ClinicalSource {
  readonly id: string;
  readonly citation: string;
  /** Where it can be read; null for what has no source. */
  readonly address: string | null;
}

export interface Contraindication {
  readonly id: string;
  readonly text: LocalisedText;
  /** Id of a source. */
  readonly source: string;
}

/** The source of what was chosen here without one. */
export const PROJECT_ASSUMPTION = "project_assumption";

const id = z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
const text = z.string().trim().min(1).max(400);
const isUnique = (entries: readonly { id: string }[]) =>
  new Set(entries.map((entry) => entry.id)).size === entries.length;

const sourcesFile = z.strictObject({
  format: z.literal("sources/1"),
  sources: z
    .array(z.strictObject({ id, citation: text, address: z.url().nullable() }))
    .min(1)
    .refine(isUnique, "ids are unique"),
});

const contraindicationsFile = z.strictObject({
  format: z.literal("contraindications/1"),
  contraindications: z
    .array(z.strictObject({ id, text: z.strictObject({ en: text, de: text, es: text.optional() }), source: id }))
    .refine(isUnique, "ids are unique"),
});

/** Takes the parsed JSON of sources.json. Throws an error that names each wrong field by its path. */
export function parseSourcesFile(json: unknown): readonly ClinicalSource[] {
  const result = sourcesFile.safeParse(json);
  if (!result.success) throw new Error(`clinical/malformed: ${z.prettifyError(result.error)}`);
  return result.data.sources;
}

/** Takes the parsed JSON of contraindications.json. Throws an error that names each wrong field by its path. */
export function parseContraindicationsFile(json: unknown): readonly Contraindication[] {
  const result = contraindicationsFile.safeParse(json);
  if (!result.success) throw new Error(`clinical/malformed: ${z.prettifyError(result.error)}`);
  return result.data.contraindications;
}
