// What the referee remembers between frames, how it begins, and how a checkpoint is written and read back bit for bit.
import {
  type AngleMemories,
  createAngleMemories,
  restoreAngles,
  type SavedAngle,
  saveAngle,
} from "./angle-smoothing.ts";
import { type WantedAngles, wantAngles } from "./clinical-angles.ts";
import { createLine, type LineMemory, type LineMoment } from "./counting-line.ts";
import { type CueMemory, createCueMemory } from "./cue-rules.ts";
import { ANGLE_COUNT, angleIndex, isCentralMotion, type Motion, type SideChoice } from "./motion.ts";
import type { MovementFact, RefereeOptions, RepetitionFact } from "./movement-fact.ts";
import type { MovementRule } from "./movement-rule.ts";
import { WATCHED } from "./posture.ts";
import { createSameBodyMemory, type SameBodyMemory } from "./same-body.ts";
import type { SmoothedAngles } from "./signal.ts";
import { createUsualPeaks, type UsualPeaks } from "./symmetry-rules.ts";
import { createTrackingMemory, neededLandmarks, type TrackingMemory } from "./tracking-rules.ts";

/** What is remembered from frame to frame: numbers and text, so that a checkpoint restores it bit for bit. */
export interface RefereeMemory {
  options: { side: SideChoice; targetDegrees: number | null };
  /** −1 before the first frame. */
  lastMs: number;
  angles: AngleMemories;
  /** How the body is turned to the camera: one angle. */
  turn: AngleMemories;
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

interface SavedMemory extends Omit<RefereeMemory, "angles" | "turn"> {
  angles: SavedAngle[];
  turn: SavedAngle;
}

export interface RefereeState {
  readonly rule: MovementRule;
  memory: RefereeMemory;
  /** Kept, so that a frame makes none of its own; rebuilt on restoring. */
  readonly scratch: RefereeScratch;
}

interface RefereeScratch {
  smoothed: SmoothedAngles;
  used: readonly number[];
  wanted: WantedAngles;
  needed: readonly number[];
  facts: MovementFact[];
  moment: LineMoment;
}

/** Of the engine, not of the text alone: what a set was begun with by other rules is not gone on with. */
const SAVED_VERSION = 9;

export function createReferee(rule: MovementRule, options: RefereeOptions): RefereeState {
  const memory: RefereeMemory = {
    options: { side: options.side, targetDegrees: options.targetDegrees ?? null },
    lastMs: -1,
    angles: createAngleMemories(ANGLE_COUNT),
    turn: createAngleMemories(1),
    body: createSameBodyMemory(),
    lines: sidesOfLines(rule, options.side).map((side) => createLine(side, rule)),
    current: 0,
    ordinal: 0,
    half: null,
    usualPeaks: createUsualPeaks(),
    cues: createCueMemory(rule.cues),
    tracking: createTrackingMemory(),
  };
  return { rule, memory, scratch: createScratch(rule) };
}

export function saveReferee(state: RefereeState): string {
  const { memory } = state;
  const { smoothed } = state.scratch;
  const saved: SavedMemory = {
    ...memory,
    angles: Array.from({ length: ANGLE_COUNT }, (_, index) => saveAngle(memory.angles, index)),
    turn: saveAngle(memory.turn, 0),
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
    degrees: number[];
    known: number[];
  };
  if (saved.version !== SAVED_VERSION) throw new Error(`A checkpoint of engine ${saved.version} cannot be read`);
  const scratch = createScratch(rule);
  scratch.smoothed.degrees.set(saved.degrees);
  scratch.smoothed.known.set(saved.known);
  const { angles, turn } = saved.memory;
  return { rule, memory: { ...saved.memory, angles: restoreAngles(angles), turn: restoreAngles([turn]) }, scratch };
}

function sidesOfLines(rule: MovementRule, side: SideChoice): SideChoice[] {
  if (rule.repetition.sides === "together") return ["both"];
  if (side !== "both") return [side];
  return rule.repetition.sides === "each" ? ["left", "right"] : ["both"];
}

function createScratch(rule: MovementRule): RefereeScratch {
  const motions: Motion[] = [rule.repetition.motion];
  for (const measure of rule.measures) motions.push(measure.motion);
  for (const cue of rule.cues) motions.push(cue.motion);
  for (const guard of rule.repetition.guards) motions.push(guard.motion);
  const used = new Set(motions.flatMap((motion) => [angleIndex(motion, "left"), angleIndex(motion, "right")]));
  // Beside what the exercise asks for, what its quality is judged by; the knees only where legs are read at all.
  const { legs } = wantAngles(used);
  for (const { motion, index } of WATCHED) if (legs || isCentralMotion(motion)) used.add(index);
  return {
    smoothed: { degrees: new Float64Array(ANGLE_COUNT), known: new Uint8Array(ANGLE_COUNT) },
    used: [...used],
    wanted: wantAngles(used),
    needed: neededLandmarks(rule),
    facts: [],
    moment: {
      atMs: 0,
      elapsedMs: 0,
      tracked: false,
      view: "front",
      errorsLastMs: [],
      leastShare: 0,
      hipHeight: Number.NaN,
      nearSide: undefined,
    },
  };
}
