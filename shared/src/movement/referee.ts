// The referee of one patient and one exercise: frames in, facts out. The server's word; in the browser the same code predicts it.
import { advanceAngle, angleValue } from "./angle-smoothing.ts";
import { createBodyPoints, readBodyPoints } from "./body-points.ts";
import { nearSideOfTurn, viewOfTurn } from "./camera-view.ts";
import { createClinicalAngles, readClinicalAngles } from "./clinical-angles.ts";
import { concludeMovement } from "./conclude-movement.ts";
import { advanceLine, finishLine, type LineMemory, type LineMoment } from "./counting-line.ts";
import { advanceCues } from "./cue-rules.ts";
import { readHipHeight } from "./hip-height.ts";
import type { MovementFact } from "./movement-fact.ts";
import type { View } from "./movement-rule.ts";
import type { PoseFrame } from "./pose-frame.ts";
import { leastShareOf, movingSide, phaseOf } from "./referee-reading.ts";
import { type RefereeState, readSmoothed, TURN } from "./referee-state.ts";
import type { CounterEvent } from "./repetition-rules.ts";
import { recogniseBody } from "./same-body.ts";
import { judgeSidesAtOnce } from "./sides-at-once.ts";
import { readSignal, type SmoothedAngles } from "./signal.ts";
import { advanceTracking, judgeTracking } from "./tracking-rules.ts";

export type { Motion, Side, SideChoice } from "./motion.ts";
export type {
  CueFact,
  MovementFact,
  PartialRepetitionFact,
  RangeEstimate,
  RefereeOptions,
  RefereeReading,
  RepetitionFact,
  ShownReading,
  Tracking,
  TrackingFact,
  TrackingReason,
} from "./movement-fact.ts";
export type { CueId, MovementRule, View } from "./movement-rule.ts";
export { readReferee, readShown } from "./referee-reading.ts";
export { createReferee, type RefereeState, restoreReferee, saveReferee } from "./referee-state.ts";

/**
 * What the newest frame showed, of whomever it was. One for all referees: what is read of it is filled anew by each frame, and the next
 * patient's finds it in the processor's cache.
 */
const seen = { body: createBodyPoints(), raw: createClinicalAngles(), isSomebodyElse: false, isThisPerson: false };
const moment: LineMoment = {
  atMs: 0,
  elapsedMs: 0,
  tracked: false,
  view: "front",
  errorsLastMs: [],
  leastShare: 0,
  hipHeight: Number.NaN,
  nearSide: undefined,
};

/** Takes one frame; frames that are not later than the last one change nothing. The returned list is reused by the next call. */
export function advanceReferee(state: RefereeState, frame: PoseFrame): readonly MovementFact[] {
  const { rule, memory, facts } = state;
  // Asked first: setting a length is a call into the engine, and most frames bring no facts.
  if (facts.length > 0) facts.length = 0;
  if (frame.atMs <= memory.lastMs) return facts;
  // A gap counts as little time: nothing is known of it.
  const elapsedMs = memory.lastMs < 0 ? 0 : Math.min(200, frame.atMs - memory.lastMs);
  memory.lastMs = frame.atMs;
  readAngles(state, frame);
  const smoothed = readSmoothed(state);
  const turn = angleValue(memory.angles, TURN);
  const view = viewOfTurn(turn);
  announceTracking(state, frame, smoothed);
  moment.atMs = frame.atMs;
  moment.elapsedMs = elapsedMs;
  moment.tracked = memory.tracking.tracking === "good";
  moment.view = view;
  moment.errorsLastMs = memory.cues.badMs;
  moment.leastShare = leastShareOf(state);
  moment.hipHeight = frame.hasWorld || frame.hasImage ? readHipHeight(seen.body) : Number.NaN;
  moment.nearSide = nearSideOfTurn(turn);
  // A picture without this person is none: what an angle was a moment ago is no movement.
  for (let i = 0; i < memory.lines.length && seen.isThisPerson; i++) {
    const line = memory.lines[i]!;
    const event = advanceLine(line, rule, smoothed, moment);
    conclude(state, i, event, view);
  }
  memory.current = furthestLine(memory.lines, memory.current);
  const cue = advanceCues(memory.cues, rule.cues, smoothed, {
    phase: phaseOf(state),
    side: movingSide(state),
    view,
    elapsedMs,
  });
  if (cue.kind !== "none") facts.push({ kind: cue.kind, cue: cue.cue, atMs: frame.atMs });
  return facts;
}

/** The end of the set: a movement that is on its way back counts. */
export function finishReferee(state: RefereeState): MovementFact[] {
  const { memory, facts, rule } = state;
  facts.length = 0;
  const view = viewOfTurn(angleValue(memory.angles, TURN));
  for (let i = 0; i < memory.lines.length; i++) {
    conclude(state, i, finishLine(memory.lines[i]!, rule, leastShareOf(state), memory.lastMs), view);
  }
  if (memory.cues.active >= 0) {
    facts.push({ kind: "cueCleared", cue: rule.cues[memory.cues.active]!.cue, atMs: memory.lastMs });
    memory.cues.active = -1;
  }
  return [...facts];
}

function conclude(state: RefereeState, index: number, event: CounterEvent, view: View): void {
  const { lines } = state.memory;
  const line = lines[index]!;
  // When it was last seen: what comes after it in a recording is none of it.
  const atMs = line.counter.seenMs;
  const judged = judgeSidesAtOnce(line, lines[1 - index], event, atMs, state.rule, leastShareOf(state));
  concludeMovement(state, line, judged, view, atMs);
}

// In a lunge the other knee bends a little too: what is read and said is of the side that is further on its way [READ2].
function furthestLine(lines: readonly LineMemory[], current: number): number {
  let furthest = -1;
  for (let i = 0; i < lines.length; i++) {
    if (lines[i]!.counter.phase !== "moving") continue;
    if (furthest < 0 || wayOf(lines[i]!) > wayOf(lines[furthest]!)) furthest = i;
  }
  return furthest < 0 ? current : furthest;
}

// From its own rest: a leg that is bent all the time is not on its way.
function wayOf({ counter }: LineMemory): number {
  return counter.share - counter.restShare;
}

function readAngles({ memory, reads }: RefereeState, frame: PoseFrame): void {
  const { body, raw } = seen;
  seen.isSomebodyElse = false;
  if (readBodyPoints(frame, body)) seen.isSomebodyElse = !recogniseBody(memory.body, frame, body);
  seen.isThisPerson = (frame.hasWorld || frame.hasImage) && !seen.isSomebodyElse;
  if (seen.isThisPerson) readClinicalAngles(body, raw, reads.wanted);
  else {
    body.seen.fill(0);
    raw.known.fill(0);
    raw.turnKnown = false;
  }
  const { used } = reads;
  for (let i = 0; i < used.length; i++) {
    const index = used[i]!;
    if (raw.known[index] === 1) advanceAngle(memory.angles, index, raw.degrees[index]!, frame.atMs);
  }
  if (raw.turnKnown) advanceAngle(memory.angles, TURN, raw.turnDegrees, frame.atMs);
}

function announceTracking(state: RefereeState, frame: PoseFrame, smoothed: SmoothedAngles): void {
  const { memory, reads, facts, rule } = state;
  let isSignalKnown = true;
  for (let i = 0; i < memory.lines.length; i++) {
    const degrees = readSignal(smoothed, rule.repetition.motion, "active", memory.lines[i]!.side);
    if (Number.isNaN(degrees)) isSignalKnown = false;
  }
  const reason = seen.isSomebodyElse ? "another_person" : judgeTracking(frame, seen.body, reads.needed, isSignalKnown);
  if (!advanceTracking(memory.tracking, reason, frame.atMs)) return;
  const { tracking } = memory.tracking;
  facts.push({ kind: "trackingChanged", tracking, reason, atMs: frame.atMs });
}
