// What one engine said of a recording against what another says: for whoever replays what was stored after the engine has changed.
import { readFile } from "node:fs/promises";
import type { RecordingAnalysis } from "./analyze-recording.ts";
import { RecordingFault } from "./recording-fault.ts";

export interface AnalysisDifferences {
  /** Only the parts that differ. */
  readonly before: Partial<RecordingAnalysis>;
  readonly now: Partial<RecordingAnalysis>;
}

/** Everything an analysis concludes, also what a newer engine has added. */
export function compareAnalyses(before: RecordingAnalysis, now: RecordingAnalysis): AnalysisDifferences | undefined {
  const parts = [...new Set([...Object.keys(before), ...Object.keys(now)])] as (keyof RecordingAnalysis)[];
  const changed = parts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(now[part]));
  if (changed.length === 0) return undefined;
  const only = (analysis: RecordingAnalysis) => Object.fromEntries(changed.map((part) => [part, analysis[part]]));
  return { before: only(before), now: only(now) };
}

/** `name` is how the file is called in faults. Throws `RecordingFault`. */
export async function readAnalyses(path: string, name: string): Promise<RecordingAnalysis[]> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new RecordingFault(name, undefined, error.code === "ENOENT" ? "there is no such file" : error.message);
  });
  return text.split("\n").flatMap((line, i) => (line.trim() === "" ? [] : [parseAnalysis(line, name, i + 1)]));
}

function parseAnalysis(line: string, name: string, number: number): RecordingAnalysis {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new RecordingFault(name, number, "it is not JSON");
  }
  const { file, exercise } = (value ?? {}) as Partial<RecordingAnalysis>;
  if (typeof file !== "string" || typeof exercise !== "string")
    throw new RecordingFault(name, number, "it names no file and exercise: analyze prints such lines");
  return value as RecordingAnalysis;
}
