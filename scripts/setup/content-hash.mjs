// One hash over the content of files and folders: a set-up step is done when what it was made from has not changed.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

const LEFT_OUT = new Set(["node_modules", "dist", "generated", ".cache"]);

/**
 * Missing paths count as empty.
 * @param {string} clone
 * @param {readonly string[]} paths files and folders, relative to the clone
 */
export async function hashContent(clone, paths) {
  const files = (await Promise.all(paths.map((path) => listFiles(join(clone, path))))).flat().sort();
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(`${relative(clone, file)}\0`);
    hash.update(
      createHash("sha256")
        .update(await readFile(file))
        .digest(),
    );
  }
  return hash.digest("hex");
}

async function listFiles(path) {
  let entries;
  try {
    entries = await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOENT") return [];
    if (error.code === "ENOTDIR") return [path];
    throw error;
  }
  const kept = entries.filter((entry) => !LEFT_OUT.has(entry.name));
  return (await Promise.all(kept.map((entry) => listOne(path, entry)))).flat();
}

const listOne = (directory, entry) => {
  const path = join(directory, entry.name);
  if (entry.isDirectory()) return listFiles(path);
  return entry.isFile() ? [path] : [];
};
