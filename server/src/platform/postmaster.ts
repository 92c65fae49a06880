// Is the server of a cluster alive, and does it answer yet? PostgreSQL's pid file alone cannot say: a zombie or a
// reused process number satisfies it too.
import { readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import pg from "pg";

const ANSWER_RETRY_MS = 100;
const ANSWER_ATTEMPTS = 600;
/** SQLSTATE "cannot connect now": starting up, recovering or shutting down. */
const CANNOT_CONNECT_NOW = "57P03";

/** The live server's process number; a stale pid file, which would prevent a start, is removed. */
export async function readPostmaster(cluster: string): Promise<number | undefined> {
  const pidFile = join(cluster, "postmaster.pid");
  const pid = Number((await readIfPresent(pidFile))?.split("\n")[0]);
  if (!pid) return undefined;
  if (await isLivePostgres(pid)) return pid;
  await rm(pidFile, { force: true });
  await removeSocketLocks(dirname(cluster), pid);
  return undefined;
}

/** Beside the socket lies a second pid file, which stops a start just as well. */
async function removeSocketLocks(directory: string, pid: number): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!/^\.s\.PGSQL\.\d+\.lock$/.test(name)) continue;
    const holder = Number((await readIfPresent(join(directory, name)))?.split("\n")[0]);
    if (holder === pid) await rm(join(directory, name), { force: true });
  }
}

/** Waits while a found server recovers; `false` when it ends instead. */
export async function waitUntilAnswering(url: string, cluster: string): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.end();
      return true;
    } catch (error) {
      if (!(await readPostmaster(cluster))) return false;
      if (attempt === ANSWER_ATTEMPTS || !isPassing(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, ANSWER_RETRY_MS));
    }
  }
}

async function isLivePostgres(pid: number): Promise<boolean> {
  if (process.platform === "linux") {
    const stat = await readIfPresent(`/proc/${pid}/stat`);
    return stat !== undefined && /^\d+ \(postgres\) [^ZX]/.test(stat);
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isPassing(error: unknown): boolean {
  const code = (error as { code?: string }).code;
  return code === CANNOT_CONNECT_NOW || code === "ENOENT" || code === "ECONNREFUSED";
}

async function readIfPresent(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" && error.code !== "ESRCH") throw error;
    return undefined;
  });
}
