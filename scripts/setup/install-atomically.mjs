// Fills a directory of the cache beside its place and renames it there: an interrupted or a concurrent set-up never
// leaves half of something that looks whole.
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * @param {string} target directory that will exist afterwards, with exactly what `fill` put there
 * @param {(directory: string) => Promise<void>} fill
 */
export async function installAtomically(target, fill) {
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  const making = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    const filled = join(making, "filled");
    await mkdir(filled, { mode: 0o755 });
    await fill(filled);
    // A directory cannot replace one that has files: what was there (incomplete or outdated) moves aside first.
    await rename(target, join(making, "replaced")).catch(ignoreMissing);
    await rename(filled, target).catch(ignoreWhenAnotherWasFaster);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

function ignoreMissing(error) {
  if (error.code !== "ENOENT") throw error;
}

/** Another set-up put the same content there in between. */
function ignoreWhenAnotherWasFaster(error) {
  if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
}
