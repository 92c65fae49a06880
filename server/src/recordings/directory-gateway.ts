// Sealed recordings in a directory of this machine, or of a disk that several share.
import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { checkObjectName, type RecordingStore, ShortObject } from "./stored-objects.ts";

/** Beside the objects and on their disk, so that a rename is one step. */
const UNFINISHED = "unfinished";
/** No write takes so long: what is older was left by a process that died. */
const LEFT_AFTER_MS = 3_600_000;

export async function openDirectoryStore(root: string, wallMs: () => number): Promise<RecordingStore> {
  await mkdir(join(root, UNFINISHED), { recursive: true, mode: 0o700 });
  await removeLeftOver(join(root, UNFINISHED), wallMs());
  const pathOf = (name: string) => {
    checkObjectName(name);
    return join(root, name);
  };
  return {
    place: root,
    put: async (name, bytes) => {
      const path = pathOf(name);
      await makeDirectory(root, dirname(path));
      const unfinished = join(root, UNFINISHED, randomUUID());
      try {
        await writeDurably(unfinished, bytes);
        await rename(unfinished, path);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      await syncDirectory(dirname(path));
    },
    getRange: async (name, begin, length) => {
      const file = await undefinedIfMissing(open(pathOf(name), constants.O_RDONLY));
      if (file === undefined) return undefined;
      try {
        return await readExactly(file, begin, length);
      } finally {
        await file.close();
      }
    },
    get: async (name) => undefinedIfMissing(readFile(pathOf(name))),
    delete: async (name) => {
      const path = pathOf(name);
      await undefinedIfMissing(unlink(path));
      await undefinedIfMissing(syncDirectory(dirname(path)));
    },
    list: async (prefix) => {
      const [top = "", inner = ""] = prefix.split("/");
      const names: string[] = [];
      for (const entry of (await undefinedIfMissing(readdir(join(root, top)))) ?? []) {
        if (!entry.startsWith(inner)) continue;
        const within = await undefinedIfMissing(readdir(join(root, top, entry)));
        // What is no directory is an object itself.
        if (within === undefined) names.push(`${top}/${entry}`);
        else names.push(...within.map((name) => `${top}/${entry}/${name}`));
      }
      return names.filter((name) => name.startsWith(prefix)).sort();
    },
  };
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function readExactly(file: FileHandle, begin: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  for (let read = 0; read < length; ) {
    const { bytesRead } = await file.read(bytes, read, length - read, begin + read);
    if (bytesRead === 0) throw new ShortObject();
    read += bytesRead;
  }
  return bytes;
}

/** Also the names of new directories must be on the disk before what is in them counts as kept. */
async function makeDirectory(root: string, directory: string): Promise<void> {
  const made = await mkdir(directory, { recursive: true, mode: 0o700 });
  if (made === undefined) return;
  for (let at = directory; at !== root; at = dirname(at)) await syncDirectory(dirname(at));
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function removeLeftOver(directory: string, nowMs: number): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, basename(name));
    const found = await undefinedIfMissing(stat(path));
    if (found !== undefined && nowMs - found.mtimeMs > LEFT_AFTER_MS) await rm(path, { force: true });
  }
}

/** Missing is what it is when a part of the path is, or is no directory. */
async function undefinedIfMissing<T>(step: Promise<T>): Promise<T | undefined> {
  try {
    return await step;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "ENOTDIR") throw error;
    return undefined;
  }
}
