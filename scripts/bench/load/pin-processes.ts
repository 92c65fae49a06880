// Gives what is measured a core of its own, where a machine has two and Linux's taskset: what else runs then takes nothing from it.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const MEASURED_CORE = "0";
const OTHER_CORE = "1";
/** Asked before anything is pinned: afterwards this process has one core, and so has what it starts until that is pinned too. */
const CORES = availableParallelism();

/** `dataDirectory`: of the measured server, whose database goes beside the generator. Whether it could be done. */
export async function pinMeasured(pid: number, dataDirectory: string): Promise<boolean> {
  if (CORES < 2) return false;
  const pin = (core: string, process: number) =>
    run("taskset", ["--all-tasks", "--cpu-list", "--pid", core, String(process)]);
  try {
    await pin(MEASURED_CORE, pid);
    await pin(OTHER_CORE, process.pid);
    for (const one of await postgresProcesses(dataDirectory)) await pin(OTHER_CORE, one);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

async function postgresProcesses(dataDirectory: string): Promise<readonly number[]> {
  let text: string;
  try {
    text = await readFile(join(dataDirectory, "database/cluster/postmaster.pid"), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return []; // the echo room has no database
    throw error;
  }
  const postmaster = Number(text.split("\n")[0]);
  const { stdout } = await run("pgrep", ["-P", String(postmaster)]);
  return [postmaster, ...stdout.trim().split("\n").map(Number)];
}
