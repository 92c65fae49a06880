// Which recordings a folder holds and what is true of them, and how their sets are called in tables.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type IndexedRecording, parseRecordingIndex } from "../../shared/src/protocol/recording-index.ts";
import { RecordingFault } from "./recording-fault.ts";

/** Throws `RecordingFault`. */
export async function readRecordingIndex(folder: string): Promise<IndexedRecording[]> {
  const path = join(folder, "index.json");
  try {
    return parseRecordingIndex(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    throw new RecordingFault(path, undefined, (error as Error).message);
  }
}

/** "UI-PRMD", "RepCount-A test": what stands before the explanation. */
export function nameOfSet({ set }: IndexedRecording): string {
  return set.split(/ \(|: /)[0] ?? set;
}

/** The set, and which part of it where it has parts. */
export function nameOfPart(recording: IndexedRecording): string {
  if (recording.correct === undefined) return nameOfSet(recording);
  return `${nameOfSet(recording)} ${recording.paused ? "with stillness" : "joined"}`;
}
