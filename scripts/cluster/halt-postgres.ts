// A database that neither answers nor refuses: its processes are halted, as a machine in trouble halts them.
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** `directory`: of the embedded one. Resolves with the way to let it go on. */
export async function haltPostgres(directory: string): Promise<() => void> {
  const postmaster = Number((await readFile(join(directory, "cluster/postmaster.pid"), "utf8")).split("\n")[0]);
  process.kill(postmaster, "SIGSTOP");
  const children = execFileSync("pgrep", ["-P", String(postmaster)])
    .toString()
    .trim()
    .split("\n")
    .map(Number);
  for (const child of children) process.kill(child, "SIGSTOP");
  const halted = [...children, postmaster];
  return () => {
    for (const pid of halted.splice(0)) process.kill(pid, "SIGCONT");
  };
}
