// What audio and video cost and how soon they are there: joining, the age of a picture that is seen, both through the product's own pages in
// browsers on this machine, and what a worker spends on a forwarded stream.
import { execFile } from "node:child_process";
import { loadavg } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PictureDelayRequest, PictureDelays } from "../../client/e2e/bench/picture-delays.ts";
import { createClass } from "../../server/src/demo/run-demonstration.ts";
import { findChromium } from "../setup/chromium-step.mjs";
import { type BenchRow, notMeasured } from "./bench-row.ts";
import { startMeasured } from "./load/start-measured.ts";
import { benchForwarding } from "./media-forwarding-bench.ts";
import { benchMediaJoin } from "./media-join-bench.ts";
import { benchMediaLoss } from "./media-loss-bench.ts";

/** A program beside the browser journeys: only there browsers and pages are at home. */
const PICTURE_DELAY = join(import.meta.dirname, "../../client/e2e/bench/picture-delay.ts");
const LIMIT_MS = 200;
const GOAL = "≤ 200 ms median on loopback";
/** Cameras as the two sparing ways of the page ask for; the processor encodes, and draws both pages besides. */
const CAMERAS = [
  { quality: "low", picturesPerSecond: 12 },
  { quality: "reduced", picturesPerSecond: 15 },
] as const;

export async function benchMedia(options: {
  readonly seconds: number;
  readonly pairs: number;
}): Promise<readonly BenchRow[]> {
  return [...(await benchSeen(options)), ...(await benchForwarding(options))];
}

async function benchSeen({ seconds }: { readonly seconds: number }): Promise<readonly BenchRow[]> {
  if (findChromium(process.env) === undefined)
    return [
      notMeasured(
        "media",
        "joining, glass to glass, and the loss of a worker or node",
        GOAL,
        "no Chromium is installed; `npm test` brings one",
      ),
    ];
  return [...(await benchMediaJoin()), ...(await benchGlass(seconds)), ...(await benchMediaLoss())];
}

async function benchGlass(seconds: number): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const camera of CAMERAS) rows.push(delayRow(camera, await measureDelay({ ...camera, seconds }), seconds));
  return rows;
}

async function measureDelay(options: Omit<PictureDelayRequest, "url" | "created">): Promise<PictureDelays> {
  const server = await startMeasured("session-server");
  try {
    const request: PictureDelayRequest = { ...options, url: server.url, created: await createClass(server.url, 1) };
    const { stdout } = await promisify(execFile)(process.execPath, [PICTURE_DELAY, JSON.stringify(request)], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(stdout) as PictureDelays;
  } finally {
    await server.close();
  }
}

function delayRow(
  { quality, picturesPerSecond }: (typeof CAMERAS)[number],
  { delaysMs, width, height, spoilt, given }: PictureDelays,
  seconds: number,
): BenchRow {
  const sorted = delaysMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  const [median, p95] = [at(0.5), at(0.95)];
  return {
    part: "media",
    what: `glass to glass: drawn by a patient's camera → shown large to the therapist, ${quality} quality, ${width}×${height}`,
    goal: GOAL,
    measured: `p50 ${median.toFixed(0)} · p95 ${p95.toFixed(0)} ms`,
    met: median <= LIMIT_MS,
    how: `a clock in the picture, read back from ${sorted.length} pictures (${spoilt} unreadable) shown in ${seconds} s; the camera gave ${given} of ${picturesPerSecond * seconds}; pose estimation running; Chromium without a graphics processor, both on this machine; load average ${loadavg()[0]?.toFixed(1)}`,
    values: { medianMs: median, p95Ms: p95, width, height, shown: sorted.length, given },
  };
}
