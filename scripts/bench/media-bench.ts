// What audio and video cost and how soon they are there: joining, the age of a picture that is seen, both through the product's own pages in
// browsers on this machine, and what a worker spends on a forwarded stream.
import { execFile } from "node:child_process";
import { loadavg } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PictureDelayRequest, PictureDelays } from "../../client/e2e/bench/picture-delays.ts";
import { findChromium } from "../setup/chromium-step.mjs";
import { type BenchRow, notMeasured } from "./bench-row.ts";
import { createRealClass } from "./load/create-real-class.ts";
import { startMeasured } from "./load/start-measured.ts";
import { CAMERA_WIDTHS, isWithoutStress, largestWithoutStress, type RampStep } from "./media/picture-ramp-rules.ts";
import { benchForwarding } from "./media-forwarding-bench.ts";
import { benchMediaJoin } from "./media-join-bench.ts";
import { benchMediaLoss } from "./media-loss-bench.ts";

/** A program beside the browser journeys: only there browsers and pages are at home. */
const PICTURE_DELAY = join(import.meta.dirname, "../../client/e2e/bench/picture-delay.ts");
const LIMIT_MS = 200;
const GOAL = "≤ 200 ms median on loopback";
/** As the page's most sparing camera gives them, and as one does for whom there is light enough. */
const SPARING_HZ = 12;
const RAMP_HZ = 15;

/** In four parts, each with its rows as soon as they are there: all of it takes a quarter of an hour. */
export async function* benchMedia(options: {
  readonly seconds: number;
  readonly pairs: number;
}): AsyncGenerator<readonly BenchRow[]> {
  if (findChromium(process.env) === undefined)
    yield [
      notMeasured(
        "media",
        "joining, glass to glass, and the loss of a worker or node",
        GOAL,
        "no Chromium is installed; `npm test` brings one",
      ),
    ];
  else {
    yield await benchMediaJoin();
    yield await benchGlass(options);
    yield await benchMediaLoss();
  }
  yield* benchForwarding(options);
}

/** The sparing way as the page has it here, then larger and larger cameras until less is shown than is due. */
export async function benchGlass({ seconds }: { readonly seconds: number }): Promise<readonly BenchRow[]> {
  const sparing = await measureDelay({ widthPixels: undefined, picturesPerSecond: SPARING_HZ, seconds });
  const rows = [delayRow("low quality, bodies estimated besides", sparing, SPARING_HZ * seconds)];
  const steps: Tried[] = [];
  for (const askedWidth of CAMERA_WIDTHS) {
    const delays = await measureDelay({ widthPixels: askedWidth, picturesPerSecond: RAMP_HZ, seconds });
    const due = RAMP_HZ * seconds;
    const shown = delays.delaysMs.length + delays.spoilt;
    const step = { askedWidth, shownWidth: delays.width, due, shown, delays };
    steps.push(step);
    const stress = isWithoutStress(step) ? "" : ", more than this machine can do";
    rows.push(delayRow(`a camera of ${askedWidth} pixels${stress}`, delays, due, isWithoutStress(step)));
    if (!isWithoutStress(step)) break;
  }
  return [...rows, largestRow(steps)];
}

type Tried = RampStep & { readonly delays: PictureDelays };

function largestRow(steps: readonly Tried[]): BenchRow {
  const what = "glass to glass: the largest size that this machine encodes without stress";
  const largest = largestWithoutStress(steps);
  const tried = steps.map(({ askedWidth, due, shown }) => `${askedWidth}: ${shown} of ${due}`).join(", ");
  if (largest === undefined)
    return notMeasured("media", what, GOAL, `none of the pictures' widths: ${tried} were shown`);
  const { width, height } = largest.delays;
  const [median, p95] = delaysOf(largest.delays);
  return {
    part: "media",
    what,
    goal: GOAL,
    measured: `${width}×${height}: p50 ${median.toFixed(0)} · p95 ${p95.toFixed(0)} ms`,
    met: median <= LIMIT_MS,
    how: `at least 95 % of the pictures that are due are shown, in this width; pictures by the camera's width: ${tried}; all sizes of a picture encoded, nothing else on the patient's page; load average ${loadavg()[0]?.toFixed(1)}`,
    values: { width, height, medianMs: median, p95Ms: p95 },
  };
}

async function measureDelay(options: Omit<PictureDelayRequest, "url" | "created">): Promise<PictureDelays> {
  const server = await startMeasured("session-server");
  try {
    const request: PictureDelayRequest = { ...options, url: server.url, created: await createRealClass(server, 1) };
    const { stdout } = await promisify(execFile)(process.execPath, [PICTURE_DELAY, JSON.stringify(request)], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(stdout) as PictureDelays;
  } finally {
    await server.close();
  }
}

/** `judged`: not where the ramp only finds its end. */
function delayRow(camera: string, delays: PictureDelays, due: number, judged = true): BenchRow {
  const { delaysMs, width, height, spoilt, given } = delays;
  const [median, p95] = delaysOf(delays);
  return {
    part: "media",
    what: `glass to glass: drawn by a patient's camera → shown large to the therapist, ${camera}, ${width}×${height}`,
    goal: GOAL,
    measured: `p50 ${median.toFixed(0)} · p95 ${p95.toFixed(0)} ms`,
    met: judged ? median <= LIMIT_MS : undefined,
    how: `a clock in the picture, read back from ${delaysMs.length} pictures (${spoilt} unreadable) of ${due} that were due, of which the camera gave ${given}; Chromium without a graphics processor, both on this machine; load average ${loadavg()[0]?.toFixed(1)}`,
    values: { medianMs: median, p95Ms: p95, width, height, shown: delaysMs.length, given, due },
  };
}

/** Median and 95th percentile. */
function delaysOf({ delaysMs }: PictureDelays): readonly [number, number] {
  const sorted = delaysMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return [at(0.5), at(0.95)];
}
