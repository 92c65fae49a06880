// One counted line of movement (both sides as one, or one side): turns angles into begun, finished and partial repetitions
// with the range, the guards and the part of time with errors that belong to them.

import {
  createGuardVotes,
  fadeGuardVotes,
  type GuardVote,
  guardsHold,
  voteOnGuards,
  weightOfMoment,
} from "./guard-votes.ts";
import {
  beginHipsMoving,
  createHipHeightMemory,
  type HipHeightMemory,
  hipsMovedAlong,
  observeHipsAtRest,
  observeHipsMoving,
} from "./hip-height.ts";
import {
  beginRange,
  createRangeMemory,
  observeRangeAtRest,
  observeRangeMoving,
  type RangeMemory,
} from "./measured-range.ts";
import { isCentralMotion, type Motion, type Side, type SideChoice } from "./motion.ts";
import type { GuardRule, MovementRule, View } from "./movement-rule.ts";
import { createObservedMovement, type ObservedMovement, observeAtRest, observeMoving } from "./observe-movement.ts";
import {
  advanceCounter,
  COUNTER_GAP_MS,
  type CounterEvent,
  type CounterMemory,
  createCounterMemory,
  finishCounter,
  fullShareNow,
  rememberPeak,
} from "./repetition-rules.ts";
import { combinedShare, mayRestElsewhere, shareOf } from "./share-of-way.ts";
import { advanceSideRests, createSideRests, type SideRests } from "./side-rests.ts";
import { readSignal, type SmoothedAngles } from "./signal.ts";

export interface LineMemory {
  side: SideChoice;
  counter: CounterMemory;
  /** Highest share of each side during this movement: which one did it. */
  peakLeft: number;
  peakRight: number;
  /** One a measure. */
  ranges: RangeMemory[];
  /** One a guard. */
  guardVotes: GuardVote[];
  hips: HipHeightMemory;
  /** Where either side counts: what a side that rests elsewhere rests at. */
  sideRests: SideRests;
  /** This movement was counted as the other side's. */
  spokenFor: boolean;
  /** When the last counted movement was; both 0 before. */
  countedFromMs: number;
  countedUntilMs: number;
  elapsedMs: number;
  trackedMs: number;
  /** With any error, and with each one, in order of the rule's cues. */
  errorMs: number;
  eachErrorMs: number[];
  observed: ObservedMovement;
}

export interface LineMoment {
  atMs: number;
  elapsedMs: number;
  tracked: boolean;
  view: View;
  /** For each error how long it has lasted until now; 0 where it is not there. */
  errorsLastMs: readonly number[];
  leastShare: number;
  /** Over the feet, in trunks; NaN while it cannot be seen. */
  hipHeight: number;
  /** The side turned to the camera, if the body is turned. */
  nearSide: Side | undefined;
}

export function createLine(side: SideChoice, rule: MovementRule): LineMemory {
  return {
    side,
    counter: createCounterMemory(),
    peakLeft: 0,
    peakRight: 0,
    ranges: rule.measures.map(createRangeMemory),
    guardVotes: createGuardVotes(rule.repetition.guards),
    hips: createHipHeightMemory(),
    sideRests: createSideRests(),
    spokenFor: false,
    countedFromMs: 0,
    countedUntilMs: 0,
    elapsedMs: 0,
    trackedMs: 0,
    errorMs: 0,
    eachErrorMs: rule.cues.map(() => 0),
    observed: createObservedMovement(),
  };
}

/** Mutates the line; the events are those of the counter. Nothing happens in a frame in which the signal cannot be known. */
export function advanceLine(
  line: LineMemory,
  rule: MovementRule,
  angles: SmoothedAngles,
  moment: LineMoment,
): CounterEvent {
  let left = shareOf(line, rule, angles, "left");
  let right = shareOf(line, rule, angles, "right");
  if (mayRestElsewhere(line, rule)) {
    advanceSideRests(line.sideRests, left, right, moment.atMs, line.counter.phase !== "moving");
    left -= line.sideRests.left;
    right -= line.sideRests.right;
  }
  const share = combinedShare(line, rule, left, right);
  if (Number.isNaN(share)) return "none";
  const full = fullShareNow(line.counter, moment.leastShare);
  const isNewStart = line.counter.phase === "waiting" || moment.atMs - line.counter.seenMs > COUNTER_GAP_MS;
  const wasFlipped = line.counter.flipped;
  const event = advanceCounter(line.counter, share, moment.atMs, rule.repetition, full);
  if (isNewStart || line.counter.phase === "waiting" || line.counter.flipped !== wasFlipped) {
    forgetRest(line, rule);
  }
  if (event === "restSeen") observeRest(line, rule, angles, moment);
  else if (event === "started") begin(line, rule, angles, left, right, moment);
  else if (event !== "cancelled") observeMovement(line, rule, angles, left, right, moment);
  if (event !== "finished") return event;
  if (!isOwnMovement(line, rule)) return "cancelled";
  rememberPeak(line.counter);
  return event;
}

/** Whether the movement so far is one that counts once it has come back. */
export function isFullAndOwn(line: LineMemory, rule: MovementRule, leastShare: number): boolean {
  return line.counter.peakShare >= fullShareNow(line.counter, leastShare) && isOwnMovement(line, rule);
}

export function finishLine(line: LineMemory, rule: MovementRule, leastShare: number, atMs: number): CounterEvent {
  const event = finishCounter(line.counter, atMs, rule.repetition, fullShareNow(line.counter, leastShare));
  return event === "finished" && !isOwnMovement(line, rule) ? "cancelled" : event;
}

/** Which side did it: for a line of both sides that moves either, the one that went the way, or both. */
export function sideOfMovement(line: LineMemory, rule: MovementRule): SideChoice {
  if (line.side !== "both" || rule.repetition.sides === "together") return line.side;
  const greater = Math.max(line.peakLeft, line.peakRight);
  if (Math.min(line.peakLeft, line.peakRight) >= BOTH_SIDES_SHARE * greater) return "both";
  return line.peakLeft > line.peakRight ? "left" : "right";
}

function forgetRest(line: LineMemory, { repetition }: MovementRule): void {
  fadeGuardVotes(line.guardVotes, repetition.guards, "rest", 1);
  fadeGuardVotes(line.guardVotes, repetition.guards, "peak", 1);
  line.hips.atRest = 0;
}

// Whoever begins at the reference's far end rests where the reference is at its height.
function endOfReference({ counter }: LineMemory, end: GuardRule["at"]): GuardRule["at"] {
  if (!counter.flipped) return end;
  return end === "rest" ? "peak" : "rest";
}

function isOwnMovement({ guardVotes, hips, counter }: LineMemory, { repetition }: MovementRule): boolean {
  if (!guardsHold(guardVotes)) return false;
  return hipsMovedAlong(hips, repetition.hipHeights, counter.peakShare, counter.flipped);
}

/** The other side went at least this part of the way too: both did it. */
const BOTH_SIDES_SHARE = 0.6;
const OTHER_SIDE_SHARE = -0.04;
/** Of a rest the last moments count. */
const REST_FADES_MS = 500;
function observeRest(line: LineMemory, rule: MovementRule, angles: SmoothedAngles, moment: LineMoment): void {
  const { share } = line.counter;
  // The other side's movement is no deeper rest of this one.
  const isOwnRest = rule.repetition.sides !== "each" || share > OTHER_SIDE_SHARE;
  // Of the trunk and the neck the other side begins where this one's rest is.
  const awayFromRest =
    isCentralMotion(rule.repetition.motion) && rule.repetition.sides === "each" ? Math.abs(share) : share;
  const side = currentSide(line, rule);
  for (let i = 0; i < rule.measures.length; i++) {
    const { motion, views } = rule.measures[i]!;
    const degrees = measureOf(motion, side, angles, moment.nearSide);
    observeRangeAtRest(
      line.ranges[i]!,
      degrees,
      awayFromRest,
      isOwnRest,
      views.includes(moment.view),
      moment.elapsedMs,
    );
  }
  const { guards } = rule.repetition;
  const end = endOfReference(line, "rest");
  fadeGuardVotes(line.guardVotes, guards, end, moment.elapsedMs / (REST_FADES_MS + moment.elapsedMs));
  voteOnGuards(line.guardVotes, guards, end, angles, line.side, moment.elapsedMs);
  observeHipsAtRest(line.hips, moment.hipHeight, moment.elapsedMs);
  observeAtRest(line.observed, angles, share, moment.atMs, moment.elapsedMs);
  line.elapsedMs = 0;
  line.trackedMs = moment.tracked ? 1 : 0;
  line.errorMs = 0;
  for (let i = 0; i < line.eachErrorMs.length; i++) line.eachErrorMs[i] = 0;
}

function begin(
  line: LineMemory,
  rule: MovementRule,
  angles: SmoothedAngles,
  left: number,
  right: number,
  moment: LineMoment,
): void {
  line.peakLeft = 0;
  line.peakRight = 0;
  for (const range of line.ranges) beginRange(range);
  line.spokenFor = false;
  fadeGuardVotes(line.guardVotes, rule.repetition.guards, endOfReference(line, "peak"), 1);
  beginHipsMoving(line.hips);
  observeMovement(line, rule, angles, left, right, moment);
}

function observeMovement(
  line: LineMemory,
  rule: MovementRule,
  angles: SmoothedAngles,
  left: number,
  right: number,
  moment: LineMoment,
): void {
  if (line.counter.phase === "moving") {
    if (left > line.peakLeft) line.peakLeft = left;
    if (right > line.peakRight) line.peakRight = right;
    const { guards } = rule.repetition;
    const moving = sideOfMovement(line, rule);
    const weight = weightOfMoment(line.counter.share, moment.elapsedMs);
    voteOnGuards(line.guardVotes, guards, endOfReference(line, "peak"), angles, moving, weight);
    observeHipsMoving(line.hips, moment.hipHeight, weight, moment.elapsedMs);
  }
  const side = currentSide(line, rule);
  for (let i = 0; i < rule.measures.length; i++) {
    const { motion, views } = rule.measures[i]!;
    const degrees = measureOf(motion, side, angles, moment.nearSide);
    observeRangeMoving(line.ranges[i]!, degrees, views.includes(moment.view), moment.elapsedMs);
  }
  const { share, flipped } = line.counter;
  const leftShare = flipped ? 1 - left : left;
  const rightShare = flipped ? 1 - right : right;
  observeMoving(line.observed, angles, share, leftShare, rightShare, moment.atMs, moment.elapsedMs);
  line.elapsedMs += moment.elapsedMs;
  if (moment.tracked) line.trackedMs += moment.elapsedMs;
  observeErrors(line, moment);
}

function observeErrors(line: LineMemory, { errorsLastMs, elapsedMs }: LineMoment): void {
  let isAnyThere = false;
  for (let i = 0; i < errorsLastMs.length; i++) {
    if (errorsLastMs[i] === 0) continue;
    line.eachErrorMs[i]! += elapsedMs;
    isAnyThere = true;
  }
  if (isAnyThere) line.errorMs += elapsedMs;
}

// Of a line that moves either side, the side that is further on its way; of both as one, the limb nearer to the camera [ROM4].
function measureOf(motion: Motion, side: SideChoice, angles: SmoothedAngles, nearSide: Side | undefined): number {
  if (side === "both" && nearSide !== undefined) {
    const near = readSignal(angles, motion, "active", nearSide);
    if (!Number.isNaN(near)) return near;
  }
  return readSignal(angles, motion, "active", side);
}

function currentSide(line: LineMemory, rule: MovementRule): SideChoice {
  return line.counter.phase === "moving" ? sideOfMovement(line, rule) : line.side;
}
