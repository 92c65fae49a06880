// Finds the media worker of the process that runs the test, to kill it.
import { readdir, readFile } from "node:fs/promises";

/** The media worker: the child of this process whose name says so; the first of them, which another may be waiting beside. */
export async function workerPid(): Promise<number> {
  for (const entry of await readdir("/proc")) {
    const status = /^\d+$/.test(entry) ? await readFile(`/proc/${entry}/stat`, "utf8").catch(() => "") : "";
    const [, name, , parent] = /^\d+ \((.*)\) (\S) (\d+)/.exec(status) ?? [];
    if (name?.startsWith("mediasoup") && Number(parent) === process.pid) return Number(entry);
  }
  throw new Error("no media worker runs");
}
