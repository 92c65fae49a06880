// What windows of forwarding say of a stream's price and of how much a worker carries.
import { fitLine, type Line } from "../load/fit-line.ts";
import { type Spread, spreadOf } from "../spread.ts";
import type { ForwardingWindow } from "./measure-forwarding.ts";

type Shares = Pick<ForwardingWindow, "streams" | "arrivedShare" | "workerShare" | "nodeShare">;

export interface StreamPrice {
  /** Milliseconds of a core in a second. */
  readonly all: Spread;
  readonly worker: Spread;
  readonly node: Spread;
}

/** Of a pair of windows one after the other, and over all pairs. */
export interface Overhead {
  readonly ours: StreamPrice;
  readonly bare: StreamPrice;
  readonly ratio: Spread;
}

/** What a step may lose, and how late its callers may be, before it says nothing of what a session costs. */
const MOST_LOST = 0.01;
const LATE_MS = 50;
const FULL_SHARE = 0.95;
/** Of its core: a process that takes as much has nothing left for what comes at once. */
const BUSY_SHARE = 0.9;

/** The callers sent in time, and what they sent arrived. */
export function isCarried({
  lostShare,
  arrivedShare,
  lateP99Ms,
}: Pick<ForwardingWindow, "lostShare" | "arrivedShare" | "lateP99Ms">): boolean {
  return lostShare <= MOST_LOST && arrivedShare >= FULL_SHARE && lateP99Ms <= LATE_MS;
}

/** Then a step that is not carried says nothing of who was measured. */
export function isCallersLimit({
  lateP99Ms,
  callersShare,
}: Pick<ForwardingWindow, "lateP99Ms" | "callersShare">): boolean {
  return lateP99Ms > LATE_MS || callersShare >= BUSY_SHARE;
}

/** As many of each, in pairs by their place. A ratio is of both windows of a pair, so that what changes on the machine meanwhile is in both. */
export function compareWindows(ours: readonly Shares[], bare: readonly Shares[]): Overhead {
  if (ours.length !== bare.length) throw new Error("windows come in pairs");
  return {
    ours: priceOf(ours),
    bare: priceOf(bare),
    ratio: spreadOf(ours.map((window, pair) => allMs(window) / allMs(bare[pair] ?? window))),
  };
}

export interface Carried {
  readonly sessions: number;
  readonly worker: Line;
  readonly node: Line;
}

/** Where the line of the worker's own time reaches a whole core. */
export function carriedByWorker(
  steps: readonly { readonly sessions: number; readonly window: Pick<Shares, "workerShare" | "nodeShare"> }[],
): Carried {
  const lineOf = (read: (window: Pick<Shares, "workerShare" | "nodeShare">) => number) =>
    fitLine(steps.map(({ sessions, window }) => [sessions, read(window)] as const));
  const worker = lineOf(({ workerShare }) => workerShare);
  const sessions = Math.floor((1 - worker.intercept) / worker.slope);
  return { sessions, worker, node: lineOf(({ nodeShare }) => nodeShare) };
}

function priceOf(windows: readonly Shares[]): StreamPrice {
  return {
    all: spreadOf(windows.map(allMs)),
    worker: spreadOf(windows.map((window) => perStreamMs(window, window.workerShare))),
    node: spreadOf(windows.map((window) => perStreamMs(window, window.nodeShare))),
  };
}

function allMs(window: Shares): number {
  return perStreamMs(window, window.workerShare + window.nodeShare);
}

/** Of a stream of which all that is due arrives. */
function perStreamMs({ streams, arrivedShare }: Shares, share: number): number {
  return (1_000 * share) / streams / arrivedShare;
}
