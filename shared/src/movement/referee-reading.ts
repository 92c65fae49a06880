// The referee's state as a screen shows it right now, and what the therapist's target means for it.
import { angleValue, isAngleStarted } from "./angle-smoothing.ts";
import { viewOfTurn } from "./camera-view.ts";
import { sideOfMovement } from "./counting-line.ts";
import type { SideChoice } from "./motion.ts";
import type { RefereeReading, ShownReading } from "./movement-fact.ts";
import type { MovementRule } from "./movement-rule.ts";
import { type RefereeState, readSmoothedMotion, TURN } from "./referee-state.ts";
import { fullShareNow } from "./repetition-rules.ts";
import { readSignal } from "./signal.ts";

/** Above this the reading says the target is met: 3° is less than a camera can tell apart. Project assumption. */
const TARGET_WITHIN_DEGREES = 3;
/** A target nearer to rest than this part of the reference's way is not believed. */
const LEAST_TARGET_SHARE = 0.4;
/** From this part of a full movement on, the movement is at its height. */
const PEAK_PHASE_SHARE = 0.85;

/** What of it everybody is shown who may see a patient's readings. */
export function readShown(state: RefereeState): ShownReading {
  const { memory, rule } = state;
  const { motion } = rule.repetition;
  const degrees = readSignal(readSmoothedMotion(state, motion), motion, "active", movingSide(state));
  const isKnown = memory.lastMs >= 0 && !Number.isNaN(degrees);
  return {
    angleDegrees: isKnown ? degrees : undefined,
    tracking: memory.tracking.tracking,
    trackingReason: memory.tracking.reason,
    viewFits: viewFits(state),
  };
}

/** What a screen shows right now. */
export function readReferee(state: RefereeState): RefereeReading {
  const { rule, memory } = state;
  const { repetition } = rule;
  const shown = readShown(state);
  const { angleDegrees, tracking } = shown;
  const isKnown = angleDegrees !== undefined;
  const line = memory.lines[memory.current]!;
  const from = line.counter.flipped ? targetOf(state) : repetition.restDegrees;
  const to = line.counter.flipped ? repetition.restDegrees : targetOf(state);
  const progress = isKnown && line.counter.phase !== "waiting" ? bounded((angleDegrees - from) / (to - from)) : 0;
  const missing = (1 - progress) * Math.abs(to - from);
  return {
    ...shown,
    progress,
    targetMet: isKnown && line.counter.phase === "moving" && missing <= TARGET_WITHIN_DEGREES,
    confidence: tracking === "good" ? (shown.viewFits ? 1 : 0.6) : isKnown ? 0.4 : 0,
    phase: phaseOf(state),
    repetitions: memory.ordinal,
    activeCue: memory.cues.active < 0 ? undefined : rule.cues[memory.cues.active]!.cue,
  };
}

function targetOf({ rule, memory }: RefereeState): number {
  const { restDegrees, peakDegrees } = rule.repetition;
  return (
    restDegrees + targetShareOf(rule, memory.options.targetDegrees ?? rule.targetDegrees) * (peakDegrees - restDegrees)
  );
}

export function targetShareOf({ repetition }: MovementRule, targetDegrees: number | null): number {
  if (targetDegrees === null) return 1;
  const share = (targetDegrees - repetition.restDegrees) / (repetition.peakDegrees - repetition.restDegrees);
  return Math.max(LEAST_TARGET_SHARE, share);
}

// A therapist's smaller target makes smaller movements full; a greater one does not take counting away from a patient.
export function leastShareOf({ rule, memory }: RefereeState): number {
  return rule.repetition.fullShare * Math.min(1, targetShareOf(rule, memory.options.targetDegrees));
}

export function movingSide({ rule, memory }: RefereeState): SideChoice {
  const line = memory.lines[memory.current]!;
  return line.counter.phase === "moving" ? sideOfMovement(line, rule) : line.side;
}

export function phaseOf(state: RefereeState): RefereeReading["phase"] {
  const { counter } = state.memory.lines[state.memory.current]!;
  if (counter.phase !== "moving") return counter.phase;
  return counter.share >= PEAK_PHASE_SHARE * Math.max(counter.peakShare, fullShareNow(counter, leastShareOf(state)))
    ? "peak"
    : "moving";
}

function viewFits({ rule, memory }: RefereeState): boolean {
  if (!isAngleStarted(memory.angles, TURN)) return false;
  return rule.measures[0]?.views.includes(viewOfTurn(angleValue(memory.angles, TURN))) ?? false;
}

export function bounded(value: number): number {
  return Math.max(0, Math.min(1, value));
}
