// The recordings' store in a backup: a directory that is brought up to date by every backup, and from which a restore takes everything.
import { access } from "node:fs/promises";
import type { Config } from "../platform/config.ts";
import { describeReason, explainFailure } from "../platform/explain-failure.ts";
import {
  type CopyReport,
  copyObjects,
  type GoneObjects,
  openConfiguredStore,
  openDirectoryStore,
} from "../recordings/index.ts";

/** `gone`: as the database says that has just been backed up. */
export async function saveRecordings(
  config: Config,
  directory: string,
  gone: GoneObjects,
  calledOff: AbortSignal,
): Promise<CopyReport> {
  const from = await openConfiguredStore(config);
  try {
    return await copyObjects({ from, to: await openDirectoryStore(directory, Date.now), gone, calledOff });
  } catch (error) {
    calledOff.throwIfAborted();
    throw new Error(
      `The database is backed up, the recordings are not all in ${directory}: ${describeReason(error)}. Run the backup again.`,
      { cause: error },
    );
  }
}

/** Refuses a directory that is not there: an empty one would be taken for a clinic that recorded nothing. */
export async function fetchRecordings(
  config: Config,
  directory: string,
  gone: GoneObjects,
  calledOff: AbortSignal,
): Promise<CopyReport> {
  await explainFailure(
    access(directory),
    (reason) => `The copy of the recordings cannot be read: ${reason}. Nothing was restored.`,
  );
  const to = await openConfiguredStore(config);
  return copyObjects({ from: await openDirectoryStore(directory, Date.now), to, gone, calledOff });
}
