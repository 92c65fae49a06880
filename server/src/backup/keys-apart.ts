// The clinic's two files of keys, kept in a directory of their own: a backup that lies beside its keys is not sealed.
import { stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import type { Config } from "../platform/config.ts";
import { describeReason } from "../platform/explain-failure.ts";
import { findKeysFile } from "../platform/keys.ts";
import { placeSecretFile, readSecretFile, replaceSecretFile } from "../platform/secret-file.ts";
import { findRecordingKeysFile } from "../recordings/index.ts";

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

/** Copies those that there are; the names of the copies. */
export async function saveKeys({ directories }: Config, keysDirectory: string): Promise<readonly string[]> {
  const saved: string[] = [];
  for (const [from, name] of [
    [findKeysFile(directories), KEYS_NAME],
    [findRecordingKeysFile(directories), RECORDING_KEYS_NAME],
  ] as const) {
    const text = await readSecretFile(from).catch(undefinedIfMissing);
    if (text === undefined) continue;
    const to = join(keysDirectory, name);
    try {
      await replaceSecretFile(to, text);
    } catch (error) {
      throw new Error(`The database is backed up, the keys are not in ${to}: ${describeReason(error)}.`, {
        cause: error,
      });
    }
    saved.push(to);
  }
  return saved;
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
