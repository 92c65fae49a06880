// What a step was last made from, written beside its result when it is whole.
import { readFile, rename, writeFile } from "node:fs/promises";

/** @param {string} file @param {string} hash */
export async function matchesRecord(file, hash) {
  try {
    return (await readFile(file, "utf8")).trim() === hash;
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return false;
    throw error;
  }
}

/** @param {string} file @param {string} hash */
export async function record(file, hash) {
  await writeFile(`${file}.new`, `${hash}\n`);
  await rename(`${file}.new`, file);
}
