// Two starts of one clone at once must not install into each other: the second waits. A lock whose holder is gone
// (killed, power cut) is taken over; the holder is told apart from a later process with its number by its start time.
import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const RETRY_MS = 200;

/**
 * @param {string} file
 * @param {{ onWait?: (holder: number) => void }} [options]
 * @returns {Promise<() => Promise<void>>} the release
 */
export async function acquireLock(file, { onWait } = {}) {
  await mkdir(dirname(file), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, startedAt: await readStartTime(process.pid) });
  let told = false;
  for (;;) {
    if (await createWhole(file, mine)) return () => rm(file, { force: true });
    const text = await readIfPresent(file);
    if (text === undefined) continue;
    const holder = parseHolder(text);
    if (holder && (await readStartTime(holder.pid)) === holder.startedAt) {
      if (!told) onWait?.(holder.pid);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    } else {
      await moveAside(file, text);
    }
  }
}

/** There at once with its content, or not at all: one half written would be taken for one left behind. */
async function createWhole(file, text) {
  const beside = `${file}.${randomUUID()}`;
  await writeFile(beside, text);
  try {
    await link(beside, file);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  } finally {
    await rm(beside, { force: true });
  }
}

/** Only what was judged is removed: between judging and removing, another process may have taken the lock over. */
async function moveAside(file, judged) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  if ((await readIfPresent(aside)) === judged) await rm(aside, { force: true });
  else await rename(aside, file);
}

function parseHolder(text) {
  try {
    const { pid, startedAt } = JSON.parse(text);
    return typeof pid === "number" ? { pid, startedAt } : undefined;
  } catch {
    return undefined; // cut off by a power cut
  }
}

/** Ticks since boot at which the process began; where there is no /proc, only whether it runs. */
async function readStartTime(pid) {
  if (process.platform === "linux") {
    const stat = await readIfPresent(`/proc/${pid}/stat`);
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields && !"ZX".includes(fields[0]) ? fields[19] : undefined;
  }
  try {
    process.kill(pid, 0);
    return "running";
  } catch (error) {
    return error.code === "EPERM" ? "running" : undefined;
  }
}

async function readIfPresent(path) {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ESRCH") return undefined;
    throw error;
  }
}
