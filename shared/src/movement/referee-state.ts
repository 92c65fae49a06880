// What the referee remembers between frames, how it begins, and how a checkpoint is written and read back bit for bit.
import {
  type AngleMemories,
  angleValue,
  createAngleMemories,
  isAngleKnown,
  restoreAngles,
  type SavedAngle,
  saveAngle,
} from "./angle-smoothing.ts";
import { type WantedAngles, wantAngles } from "./clinical-angles.ts";
import { createLine, type LineMemory } from "./counting-line.ts";
import { type CueMemory, createCueMemory } from "./cue-rules.ts";
import { ANGLE_COUNT, angleIndex, anglePlaces, isCentralMotion, type Motion, type SideChoice } from "./motion.ts";
import type { MovementFact, RefereeOptions, RepetitionFact } from "./movement-fact.ts";
import type { MovementRule } from "./movement-rule.ts";
import type { ObservedMovement } from "./observe-movement.ts";
import { restorePosture, type SavedPosture, savePosture, WATCHED } from "./posture.ts";
import { createSameBodyMemory, type SameBodyMemory } from "./same-body.ts";
import type { SmoothedAngles } from "./signal.ts";
import { createUsualPeaks, type UsualPeaks } from "./symmetry-rules.ts";
import { createTrackingMemory, neededLandmarks, type TrackingMemory } from "./tracking-rules.ts";

/** What is remembered from frame to frame: numbers and text, so that a checkpoint restores it bit for bit. */
export interface RefereeMemory {
  options: { side: SideChoice; targetDegrees: number | null };
  /** −1 before the first frame. */
  lastMs: number;
  /** By angleIndex, and at TURN how the body is turned to the camera. */
  angles: AngleMemories;
  body: SameBodyMemory;
  lines: LineMemory[];
  /** The line that is, or was last, furthest on its way: what the reading shows. */
  current: number;
  ordinal: number;
  /** With countUnit "cycle": the half that waits for the other side. */
  half: { side: SideChoice; fact: RepetitionFact } | null;
  /** How far each side goes when it is its turn. */
  usualPeaks: UsualPeaks;
  cues: CueMemory;
  tracking: TrackingMemory;
}

export const TURN = ANGLE_COUNT;

interface SavedMemory extends Omit<RefereeMemory, "angles" | "lines"> {
  angles: SavedAngle[];
  turn: SavedAngle;
  lines: SavedLine[];
}
interface SavedLine extends Omit<LineMemory, "observed"> {
  observed: Omit<ObservedMovement, "posture"> & { posture: SavedPosture };
}

export interface RefereeState {
  readonly rule: MovementRule;
  memory: RefereeMemory;
  readonly reads: RuleReads;
  /** Of the newest frame. Kept, so that a frame makes none of its own. */
  readonly facts: MovementFact[];
}

/** What is read of a frame for a rule. */
interface RuleReads {
  /** Indices of angles. */
  readonly used: readonly number[];
  readonly wanted: WantedAngles;
  /** Landmarks. */
  readonly needed: readonly number[];
}

/** Of the engine, not of the text alone: what a set was begun with by other rules is not gone on with. */
const SAVED_VERSION = 9;

export function createReferee(rule: MovementRule, options: RefereeOptions): RefereeState {
  const memory: RefereeMemory = {
    options: { side: options.side, targetDegrees: options.targetDegrees ?? null },
    lastMs: -1,
    angles: createAngleMemories(ANGLE_COUNT + 1),
    body: createSameBodyMemory(),
    lines: sidesOfLines(rule, options.side).map((side) => createLine(side, rule)),
    current: 0,
    ordinal: 0,
    half: null,
    usualPeaks: createUsualPeaks(),
    cues: createCueMemory(rule.cues),
    tracking: createTrackingMemory(),
  };
  return { rule, memory, reads: readsOf(rule), facts: [] };
}

export function saveReferee(state: RefereeState): string {
  const { options, lastMs, angles, ...rest } = state.memory;
  const smoothed = readSmoothed(state);
  const saved: SavedMemory = {
    options,
    lastMs,
    angles: Array.from({ length: ANGLE_COUNT }, (_, index) => saveAngle(angles, index)),
    turn: saveAngle(angles, TURN),
    ...rest,
    lines: rest.lines.map(({ observed, ...line }) => ({
      ...line,
      observed: { ...observed, posture: savePosture(observed.posture) },
    })),
  };
  return JSON.stringify({
    version: SAVED_VERSION,
    memory: saved,
    degrees: [...smoothed.degrees],
    known: [...smoothed.known],
  });
}

/** Throws when the text was saved by another version of the engine. */
export function restoreReferee(rule: MovementRule, text: string): RefereeState {
  const saved = JSON.parse(text) as {
    version: number;
    memory: SavedMemory;
  };
  if (saved.version !== SAVED_VERSION) throw new Error(`A checkpoint of engine ${saved.version} cannot be read`);
  const { turn, ...kept } = saved.memory;
  const memory: RefereeMemory = {
    ...kept,
    angles: restoreAngles([...kept.angles, turn]),
    lines: kept.lines.map(({ observed, ...line }) => ({
      ...line,
      observed: { ...observed, posture: restorePosture(observed.posture) },
    })),
  };
  return { rule, memory, reads: readsOf(rule), facts: [] };
}

const smoothed: SmoothedAngles = { degrees: new Float64Array(ANGLE_COUNT), known: new Uint8Array(ANGLE_COUNT) };

/** The angles of the rule after the newest frame. Valid until the next call, for whatever referee: all share one piece of memory. */
export function readSmoothed({ memory, reads }: RefereeState): SmoothedAngles {
  const { degrees, known } = smoothed;
  const { used } = reads;
  for (let index = 0; index < ANGLE_COUNT; index++) {
    degrees[index] = 0;
    known[index] = 0;
  }
  for (let i = 0; i < used.length; i++) readAngle(memory, used[i]!);
  return smoothed;
}

/** The same of one motion of the rule: the angles of others mean nothing. */
export function readSmoothedMotion({ memory }: RefereeState, motion: Motion): SmoothedAngles {
  const { left, right } = anglePlaces(motion);
  readAngle(memory, left);
  if (right !== left) readAngle(memory, right);
  return smoothed;
}

function readAngle({ angles, lastMs }: RefereeMemory, index: number): void {
  smoothed.degrees[index] = angleValue(angles, index);
  smoothed.known[index] = isAngleKnown(angles, index, lastMs) ? 1 : 0;
}

function sidesOfLines(rule: MovementRule, side: SideChoice): SideChoice[] {
  if (rule.repetition.sides === "together") return ["both"];
  if (side !== "both") return [side];
  return rule.repetition.sides === "each" ? ["left", "right"] : ["both"];
}

const readsOfRules = new WeakMap<MovementRule, RuleReads>();

/** The same for all referees of a rule. */
function readsOf(rule: MovementRule): RuleReads {
  let reads = readsOfRules.get(rule);
  if (reads === undefined) {
    const used = usedAngles(rule);
    reads = { used, wanted: wantAngles(used), needed: neededLandmarks(rule) };
    readsOfRules.set(rule, reads);
  }
  return reads;
}

function usedAngles(rule: MovementRule): readonly number[] {
  const motions: Motion[] = [rule.repetition.motion];
  for (const measure of rule.measures) motions.push(measure.motion);
  for (const cue of rule.cues) motions.push(cue.motion);
  for (const guard of rule.repetition.guards) motions.push(guard.motion);
  const used = new Set(motions.flatMap((motion) => [angleIndex(motion, "left"), angleIndex(motion, "right")]));
  // Beside what the exercise asks for, what its quality is judged by; the knees only where legs are read at all.
  const { legs } = wantAngles(used);
  for (const { motion, index } of WATCHED) if (legs || isCentralMotion(motion)) used.add(index);
  return [...used];
}
