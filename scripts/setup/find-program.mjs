// Where a program is on the PATH.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * @param {readonly string[]} names the first that is found counts
 * @param {string | undefined} path
 */
export function findProgram(names, path) {
  const directories = (path ?? "").split(delimiter).filter(Boolean);
  return names.flatMap((name) => directories.map((directory) => join(directory, name))).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
