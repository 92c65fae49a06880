// Files that hold keys: readable by the server's user only, on the disk before anybody relies on them, never half written.
import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rename, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";

/** Refuses a file that others could have read. */
export async function readSecretFile(file: string): Promise<string> {
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) {
    throw new Error(`The clinic's keys in ${file} can be read by others. Run: chmod 600 ${file}`);
  }
  return readFile(file, "utf8");
}

/** What is there already stays: of several that place it at once the first to link has made it; a rename would replace it. */
export async function placeSecretFile(file: string, text: string): Promise<void> {
  const beside = await writeBeside(file, text);
  try {
    await link(beside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await unlink(beside);
  }
}

/** Whoever reads it meanwhile reads the old text or the new one. */
export async function replaceSecretFile(file: string, text: string): Promise<void> {
  await rename(await writeBeside(file, text), file);
  const directory = await open(dirname(file), "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function writeBeside(file: string, text: string): Promise<string> {
  // The database runs as another user below the same directory: the folder may be passed, the file may not be read.
  await mkdir(dirname(file), { recursive: true, mode: 0o711 });
  const beside = `${file}.${randomUUID()}.new`;
  const handle = await open(beside, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return beside;
}
