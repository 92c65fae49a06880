// Fills a directory of the cache beside its place and renames it there: an interrupted or a concurrent set-up never
// leaves half of something that looks whole.
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** What an interrupted set-up left is older than any that still runs. */
const LEFTOVER_AGE_MS = 3_600_000;

/**
 * @param {string} target directory that will exist afterwards, with exactly what `fill` put there
 * @param {(directory: string) => Promise<void>} fill
 */
export async function installAtomically(target, fill) {
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  await removeLeftovers(target);
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

async function removeLeftovers(target) {
  const directory = dirname(target);
  for (const name of await readdir(directory)) {
    if (!name.startsWith(`.${basename(target)}-`)) continue;
    const path = join(directory, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > LEFTOVER_AGE_MS) await rm(path, { recursive: true, force: true });
  }
}

function ignoreMissing(error) {
  if (error.code !== "ENOENT") throw error;
}

/** Another set-up put the same content there in between. */
function ignoreWhenAnotherWasFaster(error) {
  if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
}
