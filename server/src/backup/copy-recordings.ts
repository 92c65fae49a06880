// The recordings' store in a backup: a directory that is brought up to date by every backup, and from which a restore takes everything.
import { access } from "node:fs/promises";
import type { Config } from "../platform/config.ts";
import { describeReason, explainFailure } from "../platform/explain-failure.ts";
import {
  type CopyReport,
  copyObjects,
  type GoneObjects,
  listRecordingIds,
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
    const to = await openDirectoryStore(directory, Date.now);
    return await copyObjects({ from, to, gone, consents: true, calledOff });
  } catch (error) {
    calledOff.throwIfAborted();
    throw new Error(
      `The database is backed up, the recordings are not all in ${directory}: ${describeReason(error)}. Make another one, under another name.`,
      { cause: error },
    );
  }
}

/**
 * Refuses a directory that is not there: an empty one would be taken for a clinic that recorded nothing; and a store that has recordings:
 * there the copy knows less of what was destroyed. Consents stay where they are: one may have been taken back since, so everybody is asked.
 */
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
  if ((await listRecordingIds(to)).length > 0)
    throw new Error(
      `There are recordings in ${to.place} already: a store that was not lost is better than its copy. Leave --recordings out. Nothing was restored.`,
    );
  const from = await openDirectoryStore(directory, Date.now);
  return copyObjects({ from, to, gone, consents: false, calledOff });
}
