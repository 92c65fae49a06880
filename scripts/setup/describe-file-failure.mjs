// A disk that is full, or a place that may not be written, can meet any step. It is nobody's bug: it gets the words here.

const PROBLEMS = new Map([
  ["EACCES", "may not be used by this user"],
  ["EPERM", "may not be used by this user"],
  ["EROFS", "is on a file system that cannot be written"],
  ["ENOSPC", "could not be written: the disk is full"],
  ["EDQUOT", "could not be written: this user's share of the disk is used up"],
  ["ENOTDIR", "lies below something that is not a directory"],
]);
const FULL = new Set(["ENOSPC", "EDQUOT"]);

/**
 * @param {unknown} error
 * @returns {{ problem: string, remedy: string } | undefined} undefined when it is no such failure
 */
export function describeFileFailure(error) {
  const { code, path, dest } = /** @type {NodeJS.ErrnoException & { dest?: string }} */ (error ?? {});
  const problem = PROBLEMS.get(code ?? "");
  if (problem === undefined) return undefined;
  return {
    problem: `${dest ?? path ?? "A file"} ${problem} (${code}).`,
    remedy: FULL.has(code ?? "")
      ? "Make room (the clone and its cache need about 1.5 GB), or name a cache on another disk in ENSEMBLE_CACHE_DIR, then start again."
      : "Start as the user to whom it belongs. If it is in the clone, make a clone of your own; if not, name a directory of " +
        "your own in ENSEMBLE_CACHE_DIR (the cache) or ENSEMBLE_DATA_DIR (database and keys).",
  };
}
