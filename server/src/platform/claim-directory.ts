// One process at a time runs the database of a directory. The claim names its holder by process number and start
// time, so that one left behind by a killed process is seen to be stale.
import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const CLAIM_FILE = "owner.json";

/** Refuses while another live process holds the directory. Returns the release. */
export async function claimDirectory(directory: string): Promise<() => Promise<void>> {
  const file = join(directory, CLAIM_FILE);
  // Written beside and then linked, so that nobody ever reads half of it and takes it for one that a crash left behind.
  const own = `${file}.${randomUUID()}`;
  try {
    await writeFile(own, JSON.stringify({ pid: process.pid, startedAt: await readStartTime(process.pid) }), {
      mode: 0o600,
    });
    while (!(await takeClaim(file, own, directory)));
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(file, { force: true });
}

/** False when the claim changed hands meanwhile: worth another look. */
async function takeClaim(file: string, own: string, directory: string): Promise<boolean> {
  if (await linkUnlessPresent(own, file)) return true;
  const left = await readIfPresent(file);
  if (left === undefined) return false;
  await refuseIfHeld(left, directory);
  // Of several that find the same stale claim only one may replace it: who is its heir, which is a claim like any other.
  const heir = `${file}.heir`;
  if (!(await takeClaim(heir, own, directory))) return false;
  if ((await readIfPresent(file)) !== left) {
    await rm(heir);
    return false;
  }
  await rename(heir, file);
  return true;
}

async function refuseIfHeld(claim: string, directory: string): Promise<void> {
  const holder = parseClaim(claim);
  if (holder === undefined || (await readStartTime(holder.pid)) !== holder.startedAt) return;
  throw new Error(
    `Process ${holder.pid} already runs the database in ${directory}. Stop it, or set ENSEMBLE_DATA_DIR to another ` +
      "directory, or DATABASE_URL to a PostgreSQL server that several processes may share.",
  );
}

async function linkUnlessPresent(existing: string, name: string): Promise<boolean> {
  try {
    await link(existing, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  }
}

function parseClaim(text: string): { pid: number; startedAt: string | undefined } | undefined {
  try {
    const { pid, startedAt } = JSON.parse(text) as { pid: unknown; startedAt?: unknown };
    if (typeof pid !== "number") return undefined;
    return { pid, startedAt: typeof startedAt === "string" ? startedAt : undefined };
  } catch {
    return undefined; // not a claim
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
