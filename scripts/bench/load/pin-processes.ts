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
  return pinApart(async () => ({
    measured: [pid],
    others: [process.pid, ...(await postgresProcesses(dataDirectory))],
  }));
}

/** Of a process that starts others: those are measured with it. Against this one and `others`. */
export async function pinWithChildren(pid: number, others: readonly number[]): Promise<boolean> {
  return pinApart(async () => ({ measured: [pid, ...(await childrenOf(pid))], others: [process.pid, ...others] }));
}

/** Gives this process all cores again, and with it what it starts from now on. */
export async function unpinThis(): Promise<void> {
  await pinApart(async () => ({ measured: [], others: [process.pid] }), `0-${CORES - 1}`);
}

async function pinApart(
  find: () => Promise<{ readonly measured: readonly number[]; readonly others: readonly number[] }>,
  otherCores = OTHER_CORE,
): Promise<boolean> {
  if (CORES < 2) return false;
  const pin = (cores: string, process: number) =>
    run("taskset", ["--all-tasks", "--cpu-list", "--pid", cores, String(process)]);
  try {
    const { measured, others } = await find();
    for (const one of measured) await pin(MEASURED_CORE, one);
    for (const one of others) await pin(otherCores, one);
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
  return [postmaster, ...(await childrenOf(postmaster))];
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const { stdout } = await run("pgrep", ["-P", String(pid)]);
  return stdout.trim().split("\n").map(Number);
}
