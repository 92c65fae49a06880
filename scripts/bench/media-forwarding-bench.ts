// What a forwarded stream costs: the product's sessions against mediasoup alone, in turn, called by the same callers from the other core;
// and how many sessions one worker on a core of its own carries.
import { loadavg } from "node:os";
import { findPlaces } from "../setup/directories.mjs";
import { type BenchRow, notMeasured } from "./bench-row.ts";
import { unpinThis } from "./load/pin-processes.ts";
import { type CalledClass, CONNECTIONS_PER_CLASS, callClass } from "./media/call-class.ts";
import { type ClassMode, PATIENTS, planClass } from "./media/class-plan.ts";
import { FORWARDERS, type ForwarderName } from "./media/forwarding.ts";
import {
  carriedByWorker,
  compareWindows,
  isCallersLimit,
  isCarried,
  type StreamPrice,
} from "./media/forwarding-rules.ts";
import { type ForwardingWindow, measureForwarding } from "./media/measure-forwarding.ts";
import { type RunningForwarder, startForwarder } from "./media/start-forwarder.ts";
import { describeSpread } from "./spread.ts";

const PART = "media";
/** A session is never opened twice. */
let nextSession = 0;
const OVERHEAD_GOAL = "≤ 10 % over mediasoup alone";
const MOST_OVERHEAD = 1.1;
/** Enough that what is there without any session is little beside them, few enough that neither core is short. */
const COMPARED_CLASSES = 4;
/** Estimates of what lines carry begin low, and sizes change at key frames. */
const SETTLE_WITHIN_MS = 30_000;
const SETTLE_LOOK_SECONDS = 2;
const SETTLED_SHARE = 0.97;
const STEPS: Readonly<Record<ClassMode, readonly number[]>> = {
  therapistOnly: [2, 4, 6, 8, 10],
  everybody: [1, 2, 3, 4, 5, 6],
};
const MODE_NAMES: Readonly<Record<ClassMode, string>> = { therapistOnly: "therapist only", everybody: "everybody" };
const STREAM =
  "invented RTP as a browser sends it: VP8 in two sizes of 150 and 500 kbit/s, three layers in time, 25 pictures a second, one and three packets each; Opus of 32 kbit/s without silence; real ICE, DTLS, SRTP and feedback";

interface ForwardingOptions {
  readonly seconds: number;
  readonly pairs: number;
}

export async function* benchForwarding(options: ForwardingOptions): AsyncGenerator<readonly BenchRow[]> {
  try {
    yield await compare(options);
    yield await ramp("therapistOnly", options.seconds);
    yield await ramp("everybody", options.seconds);
  } finally {
    await unpinThis();
  }
}

async function start(name: ForwarderName, mode: ClassMode, classes: number): Promise<RunningForwarder> {
  const { mediaWorker } = findPlaces(new URL("../..", import.meta.url).pathname);
  return startForwarder(name, { workerBinary: mediaWorker, mode, connections: classes * CONNECTIONS_PER_CLASS });
}

/** One of each first that is not counted; then A B, B A, A B, …, each with sessions that are opened anew. */
export async function compare({ seconds, pairs }: ForwardingOptions): Promise<readonly BenchRow[]> {
  const mode: ClassMode = "therapistOnly";
  const windows: Record<ForwarderName, ForwardingWindow[]> = { product: [], bare: [] };
  const running = new Map<ForwarderName, RunningForwarder>();
  try {
    for (const name of FORWARDERS) running.set(name, await start(name, mode, COMPARED_CLASSES * (pairs + 1)));
    for (let pair = 0; pair <= pairs; pair += 1)
      for (const name of pair % 2 === 0 ? FORWARDERS : FORWARDERS.toReversed()) {
        const forwarder = running.get(name);
        if (forwarder === undefined) continue;
        const { classes, hear } = await call(forwarder, mode, COMPARED_CLASSES);
        const window = await settleAndMeasure(forwarder, classes, hear, seconds);
        if (pair > 0) windows[name].push(window);
        for (const one of classes) await one.close();
        forwarder.callers.people.stop();
      }
  } finally {
    for (const forwarder of running.values()) await forwarder.close();
  }
  return [
    describeComparison(
      windows,
      seconds,
      [...running.values()].every(({ pinned }) => pinned),
    ),
  ];
}

function describeComparison(
  { product, bare }: Readonly<Record<ForwarderName, readonly ForwardingWindow[]>>,
  seconds: number,
  pinned: boolean,
): BenchRow {
  const what = "CPU a forwarded stream, against mediasoup alone";
  const spoilt = [...product, ...bare].find((window) => !isCarried(window));
  if (spoilt !== undefined)
    return notMeasured(PART, what, OVERHEAD_GOAL, `it did not all arrive: ${describeTrouble(spoilt)}; ${loadNow()}`);
  const overhead = compareWindows(product, bare);
  const { ours, ratio } = overhead;
  const parts = ({ worker, node }: StreamPrice) =>
    `${describeSpread(worker, 2)} in the worker and ${describeSpread(node, 2)} in Node`;
  return {
    part: PART,
    what,
    goal: OVERHEAD_GOAL,
    measured: `${describeSpread(ours.all, 2)} against ${describeSpread(overhead.bare.all, 2)} ms of a core in a second: ${describeSpread(ratio, 3)} ×`,
    met: ratio.median <= MOST_OVERHEAD,
    how:
      `${COMPARED_CLASSES} sessions of 1 + ${PATIENTS}, therapist only, ${product[0]?.streams} streams of ${product[0]?.kilobitsAStream.toFixed(0)} kbit/s on average; ` +
      `ours ${parts(ours)}, mediasoup alone ${parts(overhead.bare)}; ${product.length} pairs in turn, ${seconds} s each; ${STREAM}; ${pinned ? "callers on the other core" : "processes not pinned"}; ${loadNow()}`,
    values: {
      ratio: ratio.median,
      lowestRatio: ratio.lowest,
      highestRatio: ratio.highest,
      oursMs: ours.all.median,
      bareMs: overhead.bare.all.median,
      oursNodeMs: ours.node.median,
    },
  };
}

export async function ramp(mode: ClassMode, seconds: number): Promise<readonly BenchRow[]> {
  const what = `sessions a worker, ${MODE_NAMES[mode]}`;
  const steps = STEPS[mode];
  const forwarder = await start("product", mode, steps.at(-1) ?? 0);
  const classes: CalledClass[] = [];
  const ages: number[] = [];
  forwarder.callers.people.start();
  const windows: { readonly sessions: number; readonly window: ForwardingWindow }[] = [];
  let ended = "";
  try {
    for (const sessions of steps) {
      await callUpTo(forwarder, mode, sessions, classes, ages);
      const window = await settleAndMeasure(forwarder, classes, ages, seconds);
      if (!isCarried(window)) {
        ended = `; with ${sessions} it ended: ${describeTrouble(window)}`;
        break;
      }
      windows.push({ sessions, window });
    }
  } finally {
    await forwarder.close();
  }
  if (windows.length < 2) return [notMeasured(PART, what, "–", `not two steps were carried${ended}`)];
  const { sessions, worker, node } = carriedByWorker(windows);
  const last = windows.at(-1);
  const streams = planClass(mode).length;
  return [
    {
      part: PART,
      what,
      goal: "–",
      measured: `${sessions} of 1 + ${PATIENTS}, ${sessions * streams} streams: ${percent(worker.slope)} of a core a session, ${((1_000 * worker.slope) / streams).toFixed(2)} ms a second a stream`,
      met: undefined,
      how:
        `where the line of the worker's time reaches a whole core, least squares over ${windows.map((step) => step.sessions).join(", ")} sessions${ended}; without any ${percent(worker.intercept)}; the Node process besides ${percent(node.slope)} a session; ` +
        `at ${last?.sessions}: worker ${percent(last?.window.workerShare ?? 0)}, callers' worker ${percent(last?.window.callersShare ?? 0)} ${forwarder.pinned ? "of the other core" : "of a core, not pinned"}, a sound forwarded in p50 ${last?.window.ageP50Ms} · p99 ${last?.window.ageP99Ms} ms, lost ${percent(last?.window.lostShare ?? 0)}; ${loadNow()}`,
      values: {
        sessions,
        streams,
        slope: worker.slope,
        intercept: worker.intercept,
        nodeSlope: node.slope,
      },
    },
  ];
}

async function call(forwarder: RunningForwarder, mode: ClassMode, count: number) {
  const classes: CalledClass[] = [];
  const hear: number[] = [];
  forwarder.callers.people.start();
  await callUpTo(forwarder, mode, count, classes, hear);
  return { classes, hear };
}

async function callUpTo(
  forwarder: RunningForwarder,
  mode: ClassMode,
  count: number,
  classes: CalledClass[],
  ages: number[],
): Promise<void> {
  const plan = planClass(mode);
  while (classes.length < count) {
    const called = await callClass(forwarder, nextSession++, plan);
    if (classes.length === 0)
      await called.streams
        .find((stream) => stream.plan.source === "microphone")
        ?.arriving.listen((ageMs) => ages.push(ageMs));
    classes.push(called);
  }
}

async function settleAndMeasure(
  forwarder: RunningForwarder,
  classes: readonly CalledClass[],
  ages: number[],
  seconds: number,
): Promise<ForwardingWindow> {
  const untilMs = performance.now() + SETTLE_WITHIN_MS;
  let settled: ForwardingWindow;
  do settled = await measureForwarding(forwarder, classes, ages, SETTLE_LOOK_SECONDS);
  while (settled.arrivedShare < SETTLED_SHARE && performance.now() < untilMs);
  return measureForwarding(forwarder, classes, ages, seconds);
}

function describeTrouble(window: ForwardingWindow): string {
  const { arrivedShare, callersShare, workerShare, lateP99Ms, lostShare } = window;
  const whose = isCallersLimit(window) ? "the callers were at their limit: " : "";
  return `${whose}${percent(arrivedShare)} of what was due arrived, ${percent(lostShare)} was lost; the callers' p99 lateness was ${lateP99Ms} ms, their worker took ${percent(callersShare)} of its core, the measured one ${percent(workerShare)}`;
}

function loadNow(): string {
  return `load average ${loadavg()[0]?.toFixed(1)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
