// Counting [REP]: one movement from rest to its height and back, on a scale where 0 is the reference's rest and 1 its height.
// Thresholds follow the person's own rest and range within safe limits; time is capture time only.
import type { RepetitionRule } from "./movement-rule.ts";

/** Above this share of the way one is not at rest, unless one keeps still there: cameras see some people's straight knees bent. */
export const REST_AT_MOST = 0.5;
const STILL_REST_AT_MOST = 0.8;
const STILL_MS = 500;
/** Beyond the reference's rest, the other side's movement for instance, is still rest: it does not make the own one bigger. */
const REST_AT_LEAST = -0.1;
/** Leaving rest by this share begins a movement. */
const LEAVE_REST = 0.25;
const NEAR_REST = 0.1;
/** Back within this share of this movement's own size ends it, at the latest below END_AT_MOST. */
const COME_BACK = 0.4;
const END_AT_MOST = 0.6;
/** From rest to height a movement is at least this part of what is full, from a rest beyond REST_AT_MOST all of it. */
const SIZE_OF_FULL = 0.6;
/** Smaller attempts are not worth a word. */
const PARTIAL_FROM = 0.3;
/** A person's own rest drifts towards where they stand with this time constant. */
const REST_DRIFT_MS = 4000;
/** A movement smaller than this share of one's own usual one is half a movement; the limit never leaves these bounds. */
const OWN_RANGE_SHARE = 0.5;
const FULL_AT_MOST = 0.75;
/** Who barely reaches what is full is not held to the line each time: six tenths of one's own usual way are full, down to this share. */
const SMALL_RANGE_SHARE = 0.6;
const SMALL_FULL_AT_LEAST = 0.4;
const OWN_PEAKS_KEPT = 5;
/** Standing still this long at the far end, besides the hold, means a change of position. */
const SETTLED_MS = 4000;
/** Before the first repetition somebody who may start from either end has arrived sooner. */
const ARRIVED_MS = 2500;
const SETTLED_WITHIN = 0.12;
/** Stillness is judged on a calmer line, so that a camera's jitter is not taken for movement. */
const CALM_MS = 400;
/** Unseen for longer, the position must be seen anew. */
export const COUNTER_GAP_MS = 1500;

export interface CounterMemory {
  phase: "waiting" | "rest" | "moving";
  /** True when this person begins at the reference's far end (standing up, counted from standing). */
  flipped: boolean;
  restShare: number;
  restAtMost: number;
  nearRestMs: number;
  startMs: number;
  peakShare: number;
  peakMs: number;
  share: number;
  seenMs: number;
  heldMs: number;
  calmShare: number;
  settledShare: number;
  settledSinceMs: number;
  ownPeaks: number[];
  /** Their median; 0 until two are known. */
  ownPeak: number;
  /** That of the other side: it serves until one's own is known. */
  otherSidesPeak: number;
}

export type CounterEvent = "none" | "restSeen" | "started" | "peakMoved" | "finished" | "finishedSmall" | "cancelled";

export function createCounterMemory(): CounterMemory {
  return {
    phase: "waiting",
    flipped: false,
    restShare: 0,
    restAtMost: REST_AT_MOST,
    nearRestMs: 0,
    startMs: 0,
    peakShare: 0,
    peakMs: 0,
    share: 0,
    seenMs: 0,
    heldMs: 0,
    calmShare: 0,
    settledShare: 0,
    settledSinceMs: 0,
    ownPeaks: [],
    ownPeak: 0,
    otherSidesPeak: 0,
  };
}

/** The share of the way that makes a movement full for this person now. `leastShare` comes from the exercise or the therapist's target. */
export function fullShareNow({ ownPeak, otherSidesPeak }: CounterMemory, leastShare: number): number {
  const most = Math.max(leastShare, Math.min(OWN_RANGE_SHARE * ownPeak, FULL_AT_MOST));
  const usual = ownPeak > 0 ? ownPeak : otherSidesPeak;
  return usual === 0 ? most : Math.min(most, Math.max(SMALL_RANGE_SHARE * usual, SMALL_FULL_AT_LEAST));
}

/**
 * Takes one seen value (0 = reference's rest, 1 = its height). "finished" means a movement came back to rest having reached
 * `full`; whether it counts is for the caller's guards. Mutates `memory`.
 */
export function advanceCounter(
  memory: CounterMemory,
  rawShare: number,
  atMs: number,
  rule: RepetitionRule,
  full: number,
): CounterEvent {
  const elapsedMs = atMs - memory.seenMs;
  if (memory.phase !== "waiting" && elapsedMs > COUNTER_GAP_MS) memory.phase = "waiting";
  memory.seenMs = atMs;
  if (memory.phase === "waiting") return waitForRest(memory, rawShare, atMs, rule);
  const share = memory.flipped ? 1 - rawShare : rawShare;
  memory.share = share;
  if (memory.phase === "rest") return advanceRest(memory, share, atMs, elapsedMs);
  return advanceMoving(memory, share, atMs, elapsedMs, rule, full);
}

/** The end of a set or recording finishes a movement that is on its way back, if it was seen until then and would have counted. */
export function finishCounter(memory: CounterMemory, atMs: number, rule: RepetitionRule, full: number): CounterEvent {
  if (memory.phase !== "moving") return "none";
  const size = memory.peakShare - memory.restShare;
  const cameBack = memory.peakShare - memory.share;
  const isSeen = atMs - memory.seenMs <= COUNTER_GAP_MS;
  memory.phase = "waiting";
  return isSeen && cameBack >= size / 2 && isWhole(memory, memory.seenMs, rule, full) ? "finished" : "cancelled";
}

function waitForRest(memory: CounterMemory, rawShare: number, atMs: number, rule: RepetitionRule): CounterEvent {
  const mayFlip = rule.startsFrom === "either";
  memory.flipped = mayFlip && rawShare > REST_AT_MOST;
  const share = memory.flipped ? 1 - rawShare : rawShare;
  memory.share = share;
  if (share > REST_AT_MOST && !isStill(memory, share, atMs)) return "none";
  enterRest(memory, share, atMs);
  return "restSeen";
}

function isStill(memory: CounterMemory, share: number, atMs: number): boolean {
  if (memory.settledSinceMs === 0 || Math.abs(share - memory.settledShare) > SETTLED_WITHIN) {
    memory.settledShare = share;
    memory.settledSinceMs = atMs;
  }
  return share <= STILL_REST_AT_MOST && atMs - memory.settledSinceMs >= STILL_MS;
}

function enterRest(memory: CounterMemory, share: number, atMs: number): void {
  memory.phase = "rest";
  memory.restShare = Math.max(REST_AT_LEAST, share);
  memory.restAtMost = Math.max(REST_AT_MOST, share);
  memory.nearRestMs = atMs;
  memory.peakShare = share;
}

function advanceRest(memory: CounterMemory, share: number, atMs: number, elapsedMs: number): CounterEvent {
  if (share < memory.restShare) memory.restShare = Math.max(REST_AT_LEAST, share);
  else memory.restShare += (share - memory.restShare) * Math.min(1, elapsedMs / REST_DRIFT_MS);
  if (memory.restShare > memory.restAtMost) memory.restShare = memory.restAtMost;
  if (share <= memory.restShare + NEAR_REST) {
    memory.nearRestMs = atMs;
    return "restSeen";
  }
  if (share <= memory.restShare + LEAVE_REST) return "none";
  memory.phase = "moving";
  memory.startMs = memory.nearRestMs;
  memory.peakShare = share;
  memory.peakMs = atMs;
  memory.heldMs = 0;
  memory.calmShare = share;
  memory.settledShare = share;
  memory.settledSinceMs = atMs;
  return "started";
}

function advanceMoving(
  memory: CounterMemory,
  share: number,
  atMs: number,
  elapsedMs: number,
  rule: RepetitionRule,
  full: number,
): CounterEvent {
  if (share >= full) memory.heldMs += elapsedMs;
  const endAtMost = Math.max(END_AT_MOST, memory.restShare + NEAR_REST);
  const end = Math.min(endAtMost, memory.restShare + COME_BACK * (memory.peakShare - memory.restShare));
  if (share <= end) return comeBack(memory, share, atMs, rule, full);
  memory.calmShare += ((share - memory.calmShare) * elapsedMs) / (CALM_MS + elapsedMs);
  if (Math.abs(memory.calmShare - memory.settledShare) > SETTLED_WITHIN) {
    memory.settledShare = memory.calmShare;
    memory.settledSinceMs = atMs;
  } else if (atMs - memory.settledSinceMs > settledMs(memory, rule)) return changePosition(memory, share, atMs, rule);
  if (atMs - memory.startMs > rule.maximumMs) return cancel(memory);
  if (share <= memory.peakShare) return "none";
  memory.peakShare = share;
  memory.peakMs = atMs;
  return "peakMoved";
}

function comeBack(
  memory: CounterMemory,
  share: number,
  atMs: number,
  rule: RepetitionRule,
  full: number,
): CounterEvent {
  const peak = memory.peakShare;
  const size = peak - memory.restShare;
  const counts = isWhole(memory, atMs, rule, full);
  enterRest(memory, share, atMs);
  memory.peakShare = peak;
  if (counts) return "finished";
  return size >= PARTIAL_FROM ? "finishedSmall" : "cancelled";
}

/** Large and long enough, and held. */
function isWhole(memory: CounterMemory, atMs: number, rule: RepetitionRule, full: number): boolean {
  const { peakShare, restShare, startMs, heldMs } = memory;
  const leastSize = restShare > REST_AT_MOST ? 1 : SIZE_OF_FULL;
  if (peakShare < full || peakShare - restShare < full * leastSize) return false;
  return atMs - startMs >= rule.minimumMs && heldMs >= rule.holdMs;
}

function settledMs(memory: CounterMemory, rule: RepetitionRule): number {
  const holdMs = Math.max(rule.holdMs, rule.longestHoldMs);
  if (rule.startsFrom === "either" && memory.ownPeaks.length === 0) return ARRIVED_MS + holdMs;
  return SETTLED_MS + holdMs;
}

/** Of a movement that was the exercise's own. */
export function rememberPeak(memory: CounterMemory): void {
  memory.ownPeaks.push(memory.peakShare);
  if (memory.ownPeaks.length > OWN_PEAKS_KEPT) memory.ownPeaks.shift();
  if (memory.ownPeaks.length < 2) return;
  const sorted = [...memory.ownPeaks].sort((a, b) => a - b);
  memory.ownPeak = sorted[Math.floor((sorted.length - 1) / 2)]!;
}

function changePosition(memory: CounterMemory, share: number, atMs: number, rule: RepetitionRule): CounterEvent {
  // Whoever has left again in this very moment has not arrived.
  if (rule.startsFrom !== "either" || 1 - share > REST_AT_MOST) return cancel(memory);
  memory.flipped = !memory.flipped;
  memory.share = 1 - share;
  enterRest(memory, memory.share, atMs);
  return "cancelled";
}

function cancel(memory: CounterMemory): CounterEvent {
  memory.phase = "waiting";
  memory.settledSinceMs = 0;
  return "cancelled";
}
