// What both sides see and hear while a patient's network is bad: a relay of our own between browser and media worker, by a seed.
import { execFile } from "node:child_process";
import { loadavg } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { BadNetwork, BadNetworkReport, BadNetworkRequest } from "../../client/e2e/bench/bad-networks.ts";
import { findChromium } from "../setup/chromium-step.mjs";
import { type BenchRow, notMeasured } from "./bench-row.ts";
import { createRealClass } from "./load/create-real-class.ts";
import { startMeasured } from "./load/start-measured.ts";

const BAD_NETWORK = join(import.meta.dirname, "../../client/e2e/bench/bad-network.ts");
const NETWORKS: readonly BadNetwork[] = [
  { what: "5 % of all packets lost", losePercent: 5 },
  { what: "15 % of all packets lost", losePercent: 15 },
  { what: "30 % of all packets lost", losePercent: 30 },
  { what: "300 kbit/s each way", kilobits: 300 },
  { what: "100 kbit/s each way", kilobits: 100 },
  { what: "nothing at all for 2 s", outageMs: 2_000 },
  { what: "another address from one moment to the next", movesAddress: true },
];
const NETWORKS_OVER_TCP: readonly BadNetwork[] = [
  { what: "TCP only, 5 % of all segments lost and sent again", losePercent: 5 },
  { what: "TCP only, 300 kbit/s each way", kilobits: 300 },
  { what: "TCP only, another address from one moment to the next", movesAddress: true },
];

export async function benchNetwork({ seconds }: { readonly seconds: number }): Promise<readonly BenchRow[]> {
  if (findChromium(process.env) === undefined)
    return [notMeasured("network", "bad networks", "–", "no Chromium is installed; `npm test` brings one")];
  const rows = [
    ...(await goThrough("udp", NETWORKS, seconds)),
    ...(await goThrough("tcp", NETWORKS_OVER_TCP, seconds)),
  ];
  return rows.map((report) => rowOf(report, seconds));
}

/** In a class of their own. */
async function goThrough(
  over: BadNetworkRequest["over"],
  networks: readonly BadNetwork[],
  seconds: number,
): Promise<readonly BadNetworkReport[]> {
  const server = await startMeasured("session-server");
  try {
    const created = await createRealClass(server, 1);
    const request: BadNetworkRequest = { url: server.url, created, over, networks, seconds };
    const { stdout } = await promisify(execFile)(process.execPath, [BAD_NETWORK, JSON.stringify(request)]);
    return JSON.parse(stdout) as readonly BadNetworkReport[];
  } finally {
    await server.close();
  }
}

function rowOf(report: BadNetworkReport, seconds: number): BenchRow {
  const { what, therapistSaw, patientSaw, madeUpShare, soundGapsMs, longestStillMs, backAfterMs } = report;
  const back =
    backAfterMs === undefined ? "not back within 90 s" : `all back after ${(backAfterMs / 1_000).toFixed(1)} s`;
  return {
    part: "network",
    what,
    goal: "–",
    measured: `${back}; picture still for ${(longestStillMs / 1_000).toFixed(1)} s at the longest; ${(100 * madeUpShare).toFixed(1)} % of the sound made up, ${describeGaps(soundGapsMs)}`,
    met: undefined,
    how: `therapist read: ${inTurn(therapistSaw)}; patient read: ${inTurn(patientSaw)}; where it lasts, for ${seconds} s; 320×240, 10 pictures a second; load average ${loadavg()[0]?.toFixed(1)}`,
    values: {
      madeUpShare,
      soundGaps: soundGapsMs.length,
      longestGapMs: Math.max(0, ...soundGapsMs),
      longestStillMs,
      backAfterMs: backAfterMs ?? Number.NaN,
    },
  };
}

function describeGaps(gapsMs: readonly number[]): string {
  if (gapsMs.length === 0) return "no gap in it";
  return `${gapsMs.length} gaps in it, the longest ${(Math.max(...gapsMs) / 1_000).toFixed(1)} s`;
}

function inTurn(steps: readonly string[]): string {
  return steps.length === 0 ? "nothing" : steps.join(" → ");
}
