// The clinic's keys: made once at first start, readable by the server's user only, kept outside the program's folder.
import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { placeSecretFile, readSecretFile } from "./secret-file.ts";

const KEY_BYTES = 32;
const keyText = z.base64().transform((text, context) => {
  const key = Buffer.from(text, "base64");
  if (key.byteLength === KEY_BYTES) return key;
  context.addIssue({ code: "custom", message: `a key must have ${KEY_BYTES} bytes` });
  return z.NEVER;
});
const keysFile = z.strictObject({
  version: z.literal(1),
  /** Signs sign-in links. */
  links: keyText,
  /** Seals names, contacts and free text. */
  fields: keyText,
  /** Seals pose frames. */
  poses: keyText,
});

export interface Keys {
  readonly links: Buffer;
  readonly fields: Buffer;
  readonly poses: Buffer;
}

/** Where the clinic's keys are, or will be made. */
export function findKeysFile(directories: { readonly keysFile: string | undefined; readonly state: string }): string {
  return directories.keysFile ?? join(directories.state, "keys.json");
}

/** Reads the keys, or makes them when there are none. A file that cannot be read is never replaced: what it sealed would be lost. */
export async function loadKeys(file: string): Promise<Keys> {
  await createIfMissing(file);
  return readKeys(file);
}

/** Makes none: for what keys of its own would be no use to. */
export async function readKeys(file: string): Promise<Keys> {
  const parsed = keysFile.safeParse(parseJson(await readSecretFile(file)));
  if (!parsed.success) {
    throw new Error(
      `The clinic's keys in ${file} cannot be read. Restore the file from a backup: without it, names and recordings ` +
        "stay sealed. Only if nothing in the database matters, remove it and the database together.",
    );
  }
  return parsed.data;
}

/** Keys that are there already stay. */
export async function placeKeys(file: string, keys: Keys): Promise<void> {
  const [links, fields, poses] = [keys.links, keys.fields, keys.poses].map((key) => key.toString("base64"));
  await placeSecretFile(file, JSON.stringify({ version: 1, links, fields, poses }));
}

async function createIfMissing(file: string): Promise<void> {
  try {
    await stat(file);
    return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  await placeKeys(file, {
    links: randomBytes(KEY_BYTES),
    fields: randomBytes(KEY_BYTES),
    poses: randomBytes(KEY_BYTES),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused by the schema with the same words
  }
}
