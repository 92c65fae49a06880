// How soon everybody's picture is back when a media worker or a whole media node is killed while a set runs.
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { loadavg } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import {
  type PicturesAfterLoss,
  type PicturesAfterLossRequest,
  STRIKE_NOW,
} from "../../client/e2e/bench/pictures-after-loss.ts";
import { type MediaNodeProcess, startMediaNode } from "../cluster/media-node-process.ts";
import { startRedis } from "../cluster/start-redis.ts";
import type { BenchRow } from "./bench-row.ts";
import { createRealClass } from "./load/create-real-class.ts";
import { type MeasuredProcess, startMeasured } from "./load/start-measured.ts";
import { describeSpread, spreadOf } from "./spread.ts";

const PROGRAM = join(import.meta.dirname, "../../client/e2e/bench/picture-after-loss.ts");
const PATIENTS = 2;
const STRIKES = 4;
const LIMIT_MS = 5_000;
/** A node that has just been started still has to begin: the class is to find one that is there. */
const NODE_BEGINS_MS = 8_000;

export async function benchMediaLoss(): Promise<readonly BenchRow[]> {
  return [await loseWorkers(), await loseNodes()];
}

async function loseWorkers(): Promise<BenchRow> {
  const server = await startMeasured("session-server");
  try {
    let worker = 0;
    const told = await strikeAt(
      server,
      () => process.kill(worker, "SIGKILL"),
      async () => {
        worker = findWorker(server.pid);
      },
    );
    return rowOf("the media worker is killed", told);
  } finally {
    await server.close();
  }
}

/** The class is on the node that was there first: another is started beside it, and then this one is killed. */
async function loseNodes(): Promise<BenchRow> {
  const redis = await startRedis();
  const shared = { REDIS_URL: redis.url, MEDIA_SECRET: randomBytes(32).toString("hex") };
  const nodes: MediaNodeProcess[] = [];
  let started = 0;
  const start = async () => nodes.push(await startMediaNode(`media-${started++}`, shared));
  const startBeside = async () => {
    await start();
    await setTimeout(NODE_BEGINS_MS);
  };
  try {
    await start();
    const server = await startMeasured("session-server", undefined, { ...shared, MEDIA_NODES: "1" });
    try {
      const strike = () => nodes.shift()?.kill();
      const told = await strikeAt(server, strike, startBeside);
      return rowOf("the media node that has the class is killed, with another one there", told);
    } finally {
      await server.close();
    }
  } finally {
    for (const node of nodes) await node.kill();
    await redis.stop();
  }
}

async function strikeAt(
  server: MeasuredProcess,
  strike: () => unknown,
  before: () => Promise<unknown> = async () => undefined,
): Promise<PicturesAfterLoss> {
  const created = await createRealClass(server, PATIENTS);
  const request: PicturesAfterLossRequest = { url: server.url, created, strikes: STRIKES };
  const program = spawn(process.execPath, [PROGRAM, JSON.stringify(request)], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(program, "exit");
  let last = "";
  try {
    for await (const line of createInterface(program.stdout)) {
      last = line;
      if (line !== STRIKE_NOW) continue;
      await before();
      const struckAtMs = performance.now();
      await strike();
      program.stdin.write(`${performance.now() - struckAtMs}\n`);
    }
  } catch (error) {
    program.kill();
    throw error;
  }
  const [status] = (await ended) as [number | null];
  if (status !== 0) throw new Error(`the pages' program ended with ${status}`);
  return JSON.parse(last) as PicturesAfterLoss;
}

/** The one that has the class: the one that would take its place was started after it. */
function findWorker(parent: number): number {
  return Number(execFileSync("pgrep", ["--oldest", "-P", String(parent), "-f", "mediasoup-worker"]).toString());
}

function rowOf(what: string, { backMs, linesAway }: PicturesAfterLoss): BenchRow {
  const spread = spreadOf(backMs.map((each) => each / 1_000));
  return {
    part: "media",
    what: `everybody's picture moves again after ${what}`,
    goal: `≤ ${LIMIT_MS / 1_000} s`,
    measured: `${describeSpread(spread, 1)} s`,
    met: spread.highest * 1_000 <= LIMIT_MS,
    how: `${backMs.length} times in a running set, a therapist and ${PATIENTS} patients in browsers on this machine; another track has shown its first picture, on all of them; told that the class's line is away: ${linesAway} times; load average ${loadavg()[0]?.toFixed(1)}`,
    values: { medianMs: spread.median * 1_000, highestMs: spread.highest * 1_000, linesAway },
  };
}
