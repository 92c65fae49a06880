// Processor time of an embedded database, from Linux's account of its processes; for information beside the server's own.
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Linux's `sysconf(_SC_CLK_TCK)`: 100 on every system that runs Node. */
const TICKS_PER_SECOND = 100;
/** `man proc_pid_stat`, counted after the name in brackets. */
const PARENT = 1;
const USER = 11;
const SYSTEM = 12;
const ENDED_CHILDREN_USER = 13;
const ENDED_CHILDREN_SYSTEM = 14;

/** Of the postmaster below that data directory and of all its processes, ended ones too; undefined without a database or /proc. */
export async function postgresCpuMicroseconds(dataDirectory: string): Promise<number | undefined> {
  const file = join(dataDirectory, "database/cluster/postmaster.pid");
  if (!existsSync("/proc/self/stat") || !existsSync(file)) return undefined;
  const pidFile = await readFile(file, "utf8");
  const postmaster = Number(pidFile.split("\n")[0]);
  const own = await readStat(postmaster);
  if (own === undefined) throw new Error(`the database's process ${postmaster} is gone`);
  let ticks = sum(own, [USER, SYSTEM, ENDED_CHILDREN_USER, ENDED_CHILDREN_SYSTEM]);
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readStat(Number(name));
    if (stat?.[PARENT] === postmaster) ticks += sum(stat, [USER, SYSTEM]);
  }
  return (ticks / TICKS_PER_SECOND) * 1e6;
}

/** Fields after the name, as numbers; undefined for a process that has ended meanwhile. */
async function readStat(pid: number): Promise<readonly number[] | undefined> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, "utf8");
    return text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH") return undefined;
    throw error;
  }
}

const sum = (stat: readonly number[], fields: readonly number[]) =>
  fields.reduce((total, field) => total + (stat[field] ?? 0), 0);
