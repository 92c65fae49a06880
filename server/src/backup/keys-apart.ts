// The clinic's two files of keys, kept in a directory of their own: a backup that lies beside its keys is not sealed.
import { stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Config } from "../platform/config.ts";
import { describeReason } from "../platform/explain-failure.ts";
import { findKeysFile, readKeys } from "../platform/keys.ts";
import { placeSecretFile, readSecretFile, replaceSecretFile } from "../platform/secret-file.ts";
import { findRecordingKeysFile, readClinicKeys } from "../recordings/index.ts";

export const KEYS_NAME = "keys.json";
export const RECORDING_KEYS_NAME = "recording-keys.json";

/** Throws where they would lie with what they open: in the same directory, or one in the other. */
export function refuseBeside(keysDirectory: string, directories: readonly string[]): void {
  const beside = directories.find((place) => isWithin(place, keysDirectory) || isWithin(keysDirectory, place));
  if (beside !== undefined)
    throw new Error(
      `The keys do not belong beside what they open (${beside}). Name a directory elsewhere: --keys DIRECTORY`,
    );
}

/**
 * Copies those that there are; the names of the copies. Throws, with the copies as they were, where they are of other keys, or the recordings' lack one
 * that is in use: a file that was made anew must not take the place of the only one that opens what there is.
 */
export async function saveKeys(
  { directories }: Config,
  keysDirectory: string,
  inUse: readonly string[],
): Promise<readonly string[]> {
  const keys = { from: findKeysFile(directories), to: join(keysDirectory, KEYS_NAME) };
  const recordingKeys = { from: findRecordingKeysFile(directories), to: join(keysDirectory, RECORDING_KEYS_NAME) };
  const kept = await readKeys(keys.to).catch(undefinedIfMissing);
  if (kept !== undefined && !isDeepStrictEqual(kept, await readKeys(keys.from))) refuseOthers(keys.to);
  const present = await namesIn(recordingKeys.from);
  const lacking = inUse.filter((name) => !present.includes(name));
  if (lacking.length > 0) {
    throw new Error(
      `${recordingKeys.from} lacks ${lacking.join(", ")}, with which recordings are wrapped. Put the file's copy back in its place. No backup was made.`,
    );
  }
  const names = await namesIn(recordingKeys.to);
  if (names.length > 0 && !names.some((name) => present.includes(name))) refuseOthers(recordingKeys.to);
  const saved: string[] = [];
  for (const { from, to } of [keys, recordingKeys]) {
    const text = await readSecretFile(from).catch(undefinedIfMissing);
    if (text === undefined) continue;
    try {
      await replaceSecretFile(to, text);
    } catch (error) {
      throw new Error(`The keys cannot be copied to ${to}: ${describeReason(error)}. No backup was made.`, {
        cause: error,
      });
    }
    saved.push(to);
  }
  return saved;
}

async function namesIn(file: string): Promise<readonly string[]> {
  const keys = await readClinicKeys(file).catch(undefinedIfMissing);
  return keys?.map(({ id }) => id) ?? [];
}

function refuseOthers(file: string): never {
  throw new Error(
    `There are other keys in ${file}: of another clinic, or of a machine whose place this one took. They stay; name another directory: --keys DIRECTORY`,
  );
}

/** Where the file is that opens a backup's database: the named one, or in the named directory. */
export async function locateKeys(given: string): Promise<string> {
  const isDirectory = await stat(given).then(
    (found) => found.isDirectory(),
    () => false, // read below, with its own words
  );
  return isDirectory ? join(given, KEYS_NAME) : given;
}

/** Puts the recordings' keys that lie beside the named file into their place. Throws where there are others. */
export async function placeRecordingKeys(
  { directories }: Config,
  keysFile: string,
): Promise<"placed" | "none" | "there"> {
  const kept = join(dirname(keysFile), RECORDING_KEYS_NAME);
  const text = await readSecretFile(kept).catch(undefinedIfMissing);
  if (text === undefined) return "none";
  const place = findRecordingKeysFile(directories);
  const present = await readSecretFile(place).catch(undefinedIfMissing);
  if (present === text) return "there";
  if (present !== undefined) {
    throw new Error(
      `There are other keys for recordings in ${place}. Move them away if nothing was recorded with them, and restore again.`,
    );
  }
  await placeSecretFile(place, text);
  return "placed";
}

function isWithin(place: string, directory: string): boolean {
  const way = relative(directory, place);
  return !isAbsolute(way) && way !== ".." && !way.startsWith(`..${sep}`);
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
  return undefined;
}
