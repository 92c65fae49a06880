// The clinic's keys for recordings: a set of which the newest wraps what is new, in a file of its own, because it changes. Each is
// named by its own hash, so that a file that was lost and made anew is never taken for the old one.
import { createHash, randomBytes } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { findKeysFile } from "../platform/keys.ts";
import { placeSecretFile, readSecretFile, replaceSecretFile } from "../platform/secret-file.ts";

const KEY_BYTES = 32;
const ID_LETTERS = 16;
const keysFile = z.strictObject({
  version: z.literal(1),
  /** The newest last. */
  keys: z.array(z.strictObject({ id: z.string(), madeAt: z.iso.datetime(), key: z.base64() })).min(1),
});

export interface ClinicKey {
  readonly id: string;
  readonly madeAt: string;
  readonly key: Buffer;
}

/** Read anew each time: a rotation takes effect without a restart, and no process holds all keys in its memory. */
export interface ClinicKeys {
  readonly newest: () => Promise<ClinicKey>;
  readonly find: (id: string) => Promise<ClinicKey | undefined>;
}

export function findRecordingKeysFile(directories: {
  readonly recordingKeysFile: string | undefined;
  readonly keysFile: string | undefined;
  readonly state: string;
}): string {
  return directories.recordingKeysFile ?? join(dirname(findKeysFile(directories)), "recording-keys.json");
}

/** Makes the first key where there is no file. */
export async function openClinicKeys(file: string, nowMs: number): Promise<ClinicKeys> {
  try {
    await readClinicKeys(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    await placeSecretFile(file, writeKeys([makeKey(nowMs)]));
  }
  return {
    newest: async () => newestOf(await readClinicKeys(file)),
    find: async (id) => (await readClinicKeys(file)).find((key) => key.id === id),
  };
}

export async function readClinicKeys(file: string): Promise<readonly ClinicKey[]> {
  const refuse = (): never => {
    throw new Error(
      `The clinic's keys for recordings in ${file} cannot be read. Restore the file from a copy: without it no recording opens again.`,
    );
  };
  const parsed = keysFile.safeParse(parseJson(await readSecretFile(file)));
  if (!parsed.success) return refuse();
  return parsed.data.keys.map(({ id, madeAt, key: text }) => {
    const key = Buffer.from(text, "base64");
    return key.byteLength === KEY_BYTES && nameOf(key) === id ? { id, madeAt, key } : refuse();
  });
}

/** What is recorded from now on is wrapped with a new key; the old ones stay for what they wrapped. */
export function rotateClinicKey(file: string, nowMs: number): Promise<ClinicKey> {
  return alone(file, async () => {
    const added = makeKey(nowMs);
    await replaceSecretFile(file, writeKeys([...(await readClinicKeys(file)), added]));
    return added;
  });
}

/** A server that has just read which key is the newest has used it by then. */
const RETIRED_AFTER_MS = 3_600_000;

/**
 * Takes away keys that wrap nothing any more; never the newest, nor one that has been that within the hour. Returns the names of those
 * that are gone: a backup of the database from before they were replaced opens no recording without them.
 */
export function retireClinicKeys(
  file: string,
  isUsed: (id: string) => Promise<boolean>,
  nowMs: number,
): Promise<readonly string[]> {
  return alone(file, async () => {
    const keys = await readClinicKeys(file);
    const kept: ClinicKey[] = [];
    for (const [position, key] of keys.entries()) {
      const successor = keys[position + 1];
      const isRecent = successor === undefined || nowMs - Date.parse(successor.madeAt) < RETIRED_AFTER_MS;
      if (isRecent || (await isUsed(key.id))) kept.push(key);
    }
    if (kept.length < keys.length) await replaceSecretFile(file, writeKeys(kept));
    return keys.filter((key) => !kept.includes(key)).map(({ id }) => id);
  });
}

/** Of two changes at once one would be lost, and with it a key. */
async function alone<T>(file: string, change: () => Promise<T>): Promise<T> {
  const lock = `${file}.lock`;
  try {
    await (await open(lock, "wx", 0o600)).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new Error(`Somebody is changing the keys. If that was ended in its middle, remove ${lock} and try again.`, {
      cause: error,
    });
  }
  try {
    return await change();
  } finally {
    await rm(lock, { force: true });
  }
}

function makeKey(nowMs: number): ClinicKey {
  const key = randomBytes(KEY_BYTES);
  return { id: nameOf(key), madeAt: new Date(nowMs).toISOString(), key };
}

function nameOf(key: Buffer): string {
  return createHash("sha256").update("ensemble.clinic-key.1").update(key).digest("hex").slice(0, ID_LETTERS);
}

function newestOf(keys: readonly ClinicKey[]): ClinicKey {
  return keys.at(-1)!;
}

function writeKeys(keys: readonly ClinicKey[]): string {
  return JSON.stringify({
    version: 1,
    keys: keys.map(({ key, ...rest }) => ({ ...rest, key: key.toString("base64") })),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused by the schema with the same words
  }
}
