// One process at a time runs the database of a directory. The claim names its holder by process number and start
// time, so that one left behind by a killed process is seen to be stale.
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const CLAIM_FILE = "owner.json";

/** Refuses while another live process holds the directory. Returns the release. */
export async function claimDirectory(directory: string): Promise<() => Promise<void>> {
  const file = join(directory, CLAIM_FILE);
  const claim = JSON.stringify({ pid: process.pid, startedAt: await readStartTime(process.pid) });
  for (;;) {
    try {
      await writeFile(file, claim, { flag: "wx", mode: 0o600 });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    await removeIfStale(file, directory);
  }
}

async function removeIfStale(file: string, directory: string): Promise<void> {
  const text = await readIfPresent(file);
  if (text === undefined) return;
  const holder = parseClaim(text);
  if (holder && (await readStartTime(holder.pid)) === holder.startedAt) {
    throw new Error(
      `Process ${holder.pid} already runs the database in ${directory}. Stop it, or set ENSEMBLE_DATA_DIR to another ` +
        "directory, or DATABASE_URL to a PostgreSQL server that several processes may share.",
    );
  }
  // Renamed before it is removed: of two processes that see the same stale claim, one must not remove the other's new one.
  const aside = `${file}.${process.pid}.stale`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  await rm(aside, { force: true });
}

function parseClaim(text: string): { pid: number; startedAt: string | undefined } | undefined {
  try {
    const { pid, startedAt } = JSON.parse(text) as { pid: unknown; startedAt?: unknown };
    if (typeof pid !== "number") return undefined;
    return { pid, startedAt: typeof startedAt === "string" ? startedAt : undefined };
  } catch {
    return undefined; // cut off by a crash while it was written
  }
}

/** Ticks since boot at which the process began; another text where there is no /proc; `undefined` when it is gone. */
async function readStartTime(pid: number): Promise<string | undefined> {
  if (process.platform === "linux") {
    const stat = await readIfPresent(`/proc/${pid}/stat`);
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields && !"ZX".includes(fields[0] ?? "X") ? fields[19] : undefined;
  }
  try {
    process.kill(pid, 0);
    return "running";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" ? "running" : undefined;
  }
}

async function readIfPresent(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" && error.code !== "ESRCH") throw error;
    return undefined;
  });
}
