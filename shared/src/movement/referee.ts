// The referee of one patient and one exercise: frames in, facts out. The server's word; in the browser the same code predicts it.

import { type AngleMemory, advanceAngle, createAngleMemory } from "./angle-smoothing.ts";
import { createBodyPoints, readBodyPoints } from "./body-points.ts";
import { cameraErrorDegrees } from "./camera-error.ts";
import { viewOfTurn } from "./camera-view.ts";
import { createClinicalAngles, readClinicalAngles } from "./clinical-angles.ts";
import {
  advanceLine,
  createLine,
  finishLine,
  type LineMemory,
  type LineMoment,
  sideOfMovement,
} from "./counting-line.ts";
import { advanceCues, type CueMemory, createCueMemory, hasAnyError } from "./cue-rules.ts";
import { ANGLE_COUNT, angleIndex, type Motion, type SideChoice } from "./motion.ts";
import type {
  MovementFact,
  PartialRepetitionFact,
  RangeEstimate,
  RefereeOptions,
  RefereeReading,
  RepetitionFact,
} from "./movement-fact.ts";
import type { MovementRule, View } from "./movement-rule.ts";
import type { PoseFrame } from "./pose-frame.ts";
import { judgeQuality } from "./quality-rules.ts";
import { type CounterEvent, fullShareNow } from "./repetition-rules.ts";
import { readSignal, type SmoothedAngles } from "./signal.ts";
import {
  advanceTracking,
  createTrackingMemory,
  judgeTracking,
  neededLandmarks,
  type TrackingMemory,
} from "./tracking-rules.ts";

export type { Motion, Side, SideChoice } from "./motion.ts";
export type {
  CueFact,
  MovementFact,
  PartialRepetitionFact,
  RangeEstimate,
  RefereeOptions,
  RefereeReading,
  RepetitionFact,
  Tracking,
  TrackingFact,
  TrackingReason,
} from "./movement-fact.ts";
export type { CueId, MovementRule, View } from "./movement-rule.ts";

/** What is remembered from frame to frame: plain JSON, so that a checkpoint restores it bit for bit. */
interface RefereeMemory {
  options: { side: SideChoice; targetDegrees: number | null };
  /** −1 before the first frame. */
  lastMs: number;
  angles: AngleMemory[];
  turn: AngleMemory;
  lines: LineMemory[];
  /** The line that moved last: what the reading shows. */
  current: number;
  ordinal: number;
  /** With countUnit "cycle": the half that waits for the other side. */
  half: { side: SideChoice; fact: RepetitionFact } | null;
  cues: CueMemory;
  tracking: TrackingMemory;
}

export interface RefereeState {
  readonly rule: MovementRule;
  memory: RefereeMemory;
  /** Kept so that a frame allocates nothing; rebuilt on restoring. */
  readonly scratch: Scratch;
}

interface Scratch {
  body: ReturnType<typeof createBodyPoints>;
  raw: ReturnType<typeof createClinicalAngles>;
  smoothed: SmoothedAngles;
  used: readonly number[];
  needed: readonly number[];
  facts: MovementFact[];
  moment: LineMoment;
}

/** Above this the reading says the target is met: 3° is less than a camera can tell apart. Project assumption. */
const TARGET_WITHIN_DEGREES = 3;
/** A target nearer to rest than this part of the reference's way is not believed. */
const LEAST_TARGET_SHARE = 0.4;
/** From this part of a full movement on, the movement is at its height. */
const PEAK_PHASE_SHARE = 0.85;

export function createReferee(rule: MovementRule, options: RefereeOptions): RefereeState {
  const memory: RefereeMemory = {
    options: { side: options.side, targetDegrees: options.targetDegrees ?? null },
    lastMs: -1,
    angles: Array.from({ length: ANGLE_COUNT }, createAngleMemory),
    turn: createAngleMemory(),
    lines: sidesOfLines(rule, options.side).map((side) => createLine(side, rule)),
    current: 0,
    ordinal: 0,
    half: null,
    cues: createCueMemory(rule.cues),
    tracking: createTrackingMemory(),
  };
  return { rule, memory, scratch: createScratch(rule) };
}

/** Takes one frame; frames that are not later than the last one change nothing. The returned list is reused by the next call. */
export function advanceReferee(state: RefereeState, frame: PoseFrame): readonly MovementFact[] {
  const { rule, memory, scratch } = state;
  const { facts, moment, smoothed } = scratch;
  facts.length = 0;
  if (frame.atMs <= memory.lastMs) return facts;
  // A gap counts as little time: nothing is known of it.
  const elapsedMs = memory.lastMs < 0 ? 0 : Math.min(200, frame.atMs - memory.lastMs);
  memory.lastMs = frame.atMs;
  readAngles(state, frame);
  const view = viewOfTurn(memory.turn.filter.value);
  announceTracking(state, frame);
  moment.atMs = frame.atMs;
  moment.elapsedMs = elapsedMs;
  moment.tracked = memory.tracking.tracking === "good";
  moment.viewFits = rule.measures[0]?.views.includes(view) ?? false;
  moment.hasError = hasAnyError(memory.cues);
  moment.leastShare = leastShareOf(state);
  for (let i = 0; i < memory.lines.length; i++) {
    const line = memory.lines[i]!;
    const event = advanceLine(line, rule, smoothed, moment);
    if (event === "started") memory.current = i;
    conclude(state, line, event, view, frame.atMs);
  }
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
  const { memory, scratch, rule } = state;
  scratch.facts.length = 0;
  const view = viewOfTurn(memory.turn.filter.value);
  for (const line of memory.lines) {
    conclude(state, line, finishLine(line, rule, leastShareOf(state)), view, memory.lastMs);
  }
  if (memory.cues.active >= 0) {
    scratch.facts.push({ kind: "cueCleared", cue: rule.cues[memory.cues.active]!.cue, atMs: memory.lastMs });
    memory.cues.active = -1;
  }
  return [...scratch.facts];
}

/** What a screen shows right now. */
export function readReferee(state: RefereeState): RefereeReading {
  const { rule, memory, scratch } = state;
  const { repetition } = rule;
  const degrees = readSignal(scratch.smoothed, repetition.motion, "active", movingSide(state));
  const isKnown = memory.lastMs >= 0 && !Number.isNaN(degrees);
  const line = memory.lines[memory.current]!;
  const from = line.counter.flipped ? targetOf(state) : repetition.restDegrees;
  const to = line.counter.flipped ? repetition.restDegrees : targetOf(state);
  const progress = isKnown && line.counter.phase !== "waiting" ? bounded((degrees - from) / (to - from)) : 0;
  const missing = (1 - progress) * Math.abs(to - from);
  return {
    angleDegrees: isKnown ? degrees : undefined,
    progress,
    targetMet: isKnown && line.counter.phase === "moving" && missing <= TARGET_WITHIN_DEGREES,
    confidence: memory.tracking.tracking === "good" ? (viewFits(state) ? 1 : 0.6) : isKnown ? 0.4 : 0,
    tracking: memory.tracking.tracking,
    trackingReason: memory.tracking.reason,
    phase: phaseOf(state),
    viewFits: viewFits(state),
    repetitions: memory.ordinal,
    activeCue: memory.cues.active < 0 ? undefined : rule.cues[memory.cues.active]!.cue,
  };
}

export function saveReferee(state: RefereeState): string {
  const { smoothed } = state.scratch;
  return JSON.stringify({
    version: SAVED_VERSION,
    memory: state.memory,
    degrees: [...smoothed.degrees],
    known: [...smoothed.known],
  });
}

/** Throws when the text was saved by another version of the engine. */
export function restoreReferee(rule: MovementRule, text: string): RefereeState {
  const saved = JSON.parse(text) as {
    version: number;
    memory: RefereeMemory;
    degrees: number[];
    known: number[];
  };
  if (saved.version !== SAVED_VERSION) throw new Error(`A checkpoint of engine ${saved.version} cannot be read`);
  const scratch = createScratch(rule);
  scratch.smoothed.degrees.set(saved.degrees);
  scratch.smoothed.known.set(saved.known);
  return { rule, memory: saved.memory, scratch };
}

const SAVED_VERSION = 1;

function sidesOfLines(rule: MovementRule, side: SideChoice): SideChoice[] {
  if (rule.repetition.sides === "together") return ["both"];
  if (side !== "both") return [side];
  return rule.repetition.sides === "each" ? ["left", "right"] : ["both"];
}

function createScratch(rule: MovementRule): Scratch {
  const motions: Motion[] = [rule.repetition.motion];
  for (const measure of rule.measures) motions.push(measure.motion);
  for (const cue of rule.cues) motions.push(cue.motion);
  for (const guard of rule.repetition.guards) motions.push(guard.motion);
  const used = new Set(motions.flatMap((motion) => [angleIndex(motion, "left"), angleIndex(motion, "right")]));
  return {
    body: createBodyPoints(),
    raw: createClinicalAngles(),
    smoothed: { degrees: new Float64Array(ANGLE_COUNT), known: new Uint8Array(ANGLE_COUNT) },
    used: [...used],
    needed: neededLandmarks(rule),
    facts: [],
    moment: { atMs: 0, elapsedMs: 0, tracked: false, viewFits: false, hasError: false, leastShare: 0 },
  };
}

function readAngles(state: RefereeState, frame: PoseFrame): void {
  const { memory, scratch } = state;
  const { body, raw, smoothed } = scratch;
  if (readBodyPoints(frame, body)) readClinicalAngles(body, raw);
  else {
    body.seen.fill(0);
    raw.known.fill(0);
    raw.turnKnown = false;
  }
  for (const index of scratch.used) {
    const angle = memory.angles[index]!;
    const isKnown = advanceAngle(angle, raw.known[index] === 1, raw.degrees[index]!, frame.atMs);
    smoothed.known[index] = isKnown ? 1 : 0;
    smoothed.degrees[index] = angle.filter.value;
  }
  advanceAngle(memory.turn, raw.turnKnown, raw.turnDegrees, frame.atMs);
}

function announceTracking(state: RefereeState, frame: PoseFrame): void {
  const { memory, scratch, rule } = state;
  const isSignalKnown = memory.lines.every(
    (line) => !Number.isNaN(readSignal(scratch.smoothed, rule.repetition.motion, "active", line.side)),
  );
  const reason = judgeTracking(frame, scratch.body, scratch.needed, isSignalKnown);
  if (!advanceTracking(memory.tracking, reason, frame.atMs)) return;
  const { tracking } = memory.tracking;
  scratch.facts.push({ kind: "trackingChanged", tracking, reason, atMs: frame.atMs });
}

function conclude(state: RefereeState, line: LineMemory, event: CounterEvent, view: View, atMs: number): void {
  if (event !== "finished" && event !== "finishedSmall") return;
  const { rule, memory, scratch } = state;
  const shape = describeMovement(state, line, view, atMs);
  if (event === "finishedSmall") {
    scratch.facts.push({ kind: "partialRepetition", full: false, ...shape });
    return;
  }
  const fact: RepetitionFact = { kind: "repetition", ordinal: memory.ordinal + 1, full: true, ...shape };
  if (rule.repetition.sides === "each" && rule.repetition.countUnit === "cycle" && memory.options.side === "both") {
    if (memory.half === null || memory.half.side === shape.side) {
      memory.half = { side: shape.side, fact };
      return;
    }
    joinHalves(memory.half.fact, fact);
    memory.half = null;
  }
  memory.ordinal = fact.ordinal;
  scratch.facts.push(fact);
}

function describeMovement(
  state: RefereeState,
  line: LineMemory,
  view: View,
  atMs: number,
): Omit<PartialRepetitionFact, "kind" | "full"> {
  const { rule, memory } = state;
  const elapsedMs = Math.max(1, line.elapsedMs);
  const tracked = bounded(line.trackedMs / elapsedMs);
  const viewFit = bounded(line.viewFitMs / elapsedMs);
  const range: RangeEstimate = {
    maximum: line.maximumDegrees,
    minimum: line.minimumDegrees,
    halfWidth95: rule.measures[0] === undefined ? 180 : cameraErrorDegrees(rule.measures[0].motion, view),
    measurable: line.measureSeen && viewFit > 0.8 && tracked > 0.8,
  };
  const targetShare = targetShareOf(rule, memory.options.targetDegrees);
  return {
    side: sideOfMovement(line, rule),
    startMs: line.counter.startMs,
    endMs: atMs,
    rangeDegrees: range,
    quality: judgeQuality({
      attainedShare: line.counter.peakShare / (line.counter.flipped ? 1 : targetShare),
      durationMs: atMs - line.counter.startMs,
      tempoMs: rule.tempoMs,
      errorShare: line.errorMs / elapsedMs,
    }),
    confidence: tracked * (0.5 + 0.5 * viewFit),
  };
}

function joinHalves(first: RepetitionFact, second: RepetitionFact): void {
  second.side = "both";
  second.startMs = Math.min(first.startMs, second.startMs);
  second.rangeDegrees.maximum = Math.min(first.rangeDegrees.maximum, second.rangeDegrees.maximum);
  second.rangeDegrees.minimum = Math.max(first.rangeDegrees.minimum, second.rangeDegrees.minimum);
  second.rangeDegrees.measurable = first.rangeDegrees.measurable && second.rangeDegrees.measurable;
  second.quality = Math.round((first.quality + second.quality) / 2);
  second.confidence = Math.min(first.confidence, second.confidence);
}

function targetOf({ rule, memory }: RefereeState): number {
  return memory.options.targetDegrees ?? rule.targetDegrees;
}

function targetShareOf({ repetition }: MovementRule, targetDegrees: number | null): number {
  if (targetDegrees === null) return 1;
  const share = (targetDegrees - repetition.restDegrees) / (repetition.peakDegrees - repetition.restDegrees);
  return Math.max(LEAST_TARGET_SHARE, share);
}

// A therapist's smaller target makes smaller movements full; a greater one does not take counting away from a patient.
function leastShareOf({ rule, memory }: RefereeState): number {
  return rule.repetition.fullShare * Math.min(1, targetShareOf(rule, memory.options.targetDegrees));
}

function movingSide({ rule, memory }: RefereeState): SideChoice {
  const line = memory.lines[memory.current]!;
  return line.counter.phase === "moving" ? sideOfMovement(line, rule) : line.side;
}

function phaseOf(state: RefereeState): RefereeReading["phase"] {
  const { counter } = state.memory.lines[state.memory.current]!;
  if (counter.phase !== "moving") return counter.phase;
  return counter.share >= PEAK_PHASE_SHARE * Math.max(counter.peakShare, fullShareNow(counter, leastShareOf(state)))
    ? "peak"
    : "moving";
}

function viewFits({ rule, memory }: RefereeState): boolean {
  if (!memory.turn.filter.started) return false;
  return rule.measures[0]?.views.includes(viewOfTurn(memory.turn.filter.value)) ?? false;
}

function bounded(value: number): number {
  return Math.max(0, Math.min(1, value));
}
