// How long a set-up machine takes from `npm start` to serving, and how much of it is looking whether everything is set up.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "../cluster/free-port.ts";
import type { BenchRow } from "./bench-row.ts";
import { describeSpread, spreadOf } from "./spread.ts";

const CLONE = join(import.meta.dirname, "../..");
const MEASUREMENTS = 3;
/** Starts in which something had to be set up after all are no warm starts; this often another one is tried. */
const ATTEMPTS = 6;
const SERVES_WITHIN_MS = 180_000;
const ASK_EVERY_MS = 20;
const LIMIT_SECONDS = 5;

interface Start {
  readonly seconds: number;
  readonly warm: boolean;
}

export async function benchStart(): Promise<readonly BenchRow[]> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "ensemble-bench-"));
  // The database may run as another user: it passes through, and reads nothing.
  await chmod(dataDirectory, 0o711);
  try {
    const first = await startOnce(dataDirectory);
    const warm: number[] = [];
    for (let attempt = 0; warm.length < MEASUREMENTS; attempt++) {
      if (attempt === ATTEMPTS)
        throw new Error("something had to be set up at every start: the clone is being changed");
      const start = await startOnce(dataDirectory);
      if (start.warm) warm.push(start.seconds);
    }
    const setUps: number[] = [];
    for (let i = 0; i < MEASUREMENTS; i++) setUps.push(await setUpOnce());
    return [describe(first, warm, setUps)];
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function startOnce(dataDirectory: string): Promise<Start> {
  const port = await findFreePort();
  const startedAtMs = performance.now();
  const own = { PORT: String(port), HOST: "127.0.0.1", DATABASE_URL: "", REDIS_URL: "" };
  const child = spawn(process.execPath, [join(CLONE, "scripts/start.mjs")], {
    env: { ...process.env, ...own, ENSEMBLE_DATA_DIR: dataDirectory },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exited = once(child, "exit");
  let said = "";
  child.stderr.on("data", (text: Buffer) => {
    said += text.toString();
  });
  try {
    await untilServing(`http://127.0.0.1:${port}`, () => child.exitCode ?? child.signalCode);
    return { seconds: (performance.now() - startedAtMs) / 1000, warm: !said.includes("Setting up") };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${said}`, { cause: error });
  } finally {
    child.kill("SIGTERM");
    await exited;
  }
}

/** Health says ok and the page is served. */
async function untilServing(url: string, ended: () => number | string | null): Promise<void> {
  const deadline = performance.now() + SERVES_WITHIN_MS;
  while (performance.now() < deadline) {
    const status = ended();
    if (status !== null) throw new Error(`the server ended with ${status} instead of serving`);
    if ((await answersOk(`${url}/healthz`)) && (await answersOk(url))) return;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new Error(`the server did not serve within ${SERVES_WITHIN_MS / 1000} s`);
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch (error) {
    // Nobody listens yet.
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function setUpOnce(): Promise<number> {
  const startedAtMs = performance.now();
  const child = spawn(process.execPath, [join(CLONE, "scripts/setup.mjs")], { stdio: ["ignore", "ignore", "inherit"] });
  const [status] = (await once(child, "exit")) as [number | null];
  if (status !== 0) throw new Error(`the set-up ended with status ${status}`);
  return (performance.now() - startedAtMs) / 1000;
}

function describe(first: Start, warm: readonly number[], setUps: readonly number[]): BenchRow {
  const seconds = spreadOf(warm);
  const setUp = spreadOf(setUps);
  return {
    part: "start",
    what: "'npm start' on a machine that has been set up",
    goal: "≤ 5 s to serving",
    measured: `${describeSpread(seconds, 1)} s`,
    met: seconds.median <= LIMIT_SECONDS,
    how: `${warm.length} × scripts/start.mjs until health and page answer, demo session on; looking whether all is set up ${setUp.median.toFixed(1)} s of it, with its process; the first start, with a new database, ${first.seconds.toFixed(1)} s; npm's own start comes before; load average ${loadavg()[0]?.toFixed(1)}`,
    values: { seconds: seconds.median, setUpSeconds: setUp.median, firstSeconds: first.seconds },
  };
}
