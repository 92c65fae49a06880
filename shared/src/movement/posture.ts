// What trunk, pelvis, shoulders and knees do besides the counted movement [QUA7, QUA11]: how far each angle leaves its rest, to either
// side, and how often it turns round. Filled frame by frame without allocating; plain numbers, so that it can be saved.
import { angleIndex, type Motion, type Side } from "./motion.ts";
import type { SmoothedAngles } from "./signal.ts";

export interface WatchedAngle {
  readonly motion: Motion;
  /** Of a sided motion; "left" of a central one. */
  readonly side: Side;
  readonly index: number;
}

/** In this order in every list of a posture. The trunk's rotation is none of them: no view shows it well enough. */
export const WATCHED: readonly WatchedAngle[] = (
  [
    ["trunkFlexion", "left"],
    ["trunkLateralFlexion", "left"],
    ["pelvicObliquity", "left"],
    ["shoulderObliquity", "left"],
    ["weightShift", "left"],
    ["kneeValgus", "left"],
    ["kneeValgus", "right"],
  ] as const
).map(([motion, side]) => ({ motion, side, index: angleIndex(motion, side) }));

/** Extremes are taken from a calmer line: those of a jittering one would be too large. */
const CALM_MS = 120;
/** A person's own rest follows where they stand with this time constant. */
const REST_MS = 1500;
/** Farther from its calmer line, by about 8° a second, an angle is not at rest. Project assumption. */
const STILL_WITHIN_DEGREES = 1;
/** Turning round by less is jitter. Project assumption. */
export const STROKE_DEGREES = 2;

/** Where the watched angles stand in a frame's: looked up once. */
const INDICES: readonly number[] = WATCHED.map(({ index }) => index);

/**
 * So many numbers of each kind, one for each watched angle. In one piece: in a list of its own each would be fetched by itself when this
 * patient's turn comes.
 */
export type PostureMemory = Float64Array;
const COUNT = INDICES.length;
/** Where each kind begins. Degrees; meaningless until `rested`. */
const REST = 0;
/** 1 once seen at rest. */
const RESTED = COUNT;
const CALM = 2 * COUNT;
const MOST = 3 * COUNT;
const LEAST = 4 * COUNT;
/** 1 where it was seen during this movement. */
const SEEN = 5 * COUNT;
/** Where it last turned round, how far it has gone from there, and how far it went in all before. */
const TURNED_AT = 6 * COUNT;
const FARTHEST = 7 * COUNT;
const TRAVELLED = 8 * COUNT;

/** As a checkpoint has it: in this order. */
export interface SavedPosture {
  rest: number[];
  rested: number[];
  calm: number[];
  most: number[];
  least: number[];
  seen: number[];
  turnedAt: number[];
  farthest: number[];
  travelled: number[];
}

/** What the reference body does of it, in degrees. */
export interface ReferencePosture {
  /** False where the reference body says nothing of a person's: it keeps its weight in the middle while it stands on one leg. */
  readonly judged: readonly boolean[];
  readonly rest: readonly number[];
  readonly height: readonly number[];
  readonly most: readonly number[];
  readonly least: readonly number[];
  /** As swayDegrees has it: who stands up from a chair leans forward twice, there and back. */
  readonly sway: readonly number[];
}

export function createPosture(): PostureMemory {
  return new Float64Array(TRAVELLED + COUNT);
}

export function savePosture(memory: PostureMemory): SavedPosture {
  const list = (from: number) => [...memory.subarray(from, from + COUNT)];
  return {
    rest: list(REST),
    rested: list(RESTED),
    calm: list(CALM),
    most: list(MOST),
    least: list(LEAST),
    seen: list(SEEN),
    turnedAt: list(TURNED_AT),
    farthest: list(FARTHEST),
    travelled: list(TRAVELLED),
  };
}

export function restorePosture(saved: SavedPosture): PostureMemory {
  const { rest, rested, calm, most, least, seen, turnedAt, farthest, travelled } = saved;
  return Float64Array.from([rest, rested, calm, most, least, seen, turnedAt, farthest, travelled].flat());
}

/** A frame at rest: a movement that follows is measured from here. */
export function observeRestingPosture(memory: PostureMemory, angles: SmoothedAngles, elapsedMs: number): void {
  for (let i = 0; i < INDICES.length; i++) {
    const index = INDICES[i]!;
    if (angles.known[index] === 1) followRest(memory, i, angles.degrees[index]!, elapsedMs);
    const rest = memory[REST + i]!;
    memory[MOST + i] = rest;
    memory[LEAST + i] = rest;
    memory[SEEN + i] = 0;
    memory[TURNED_AT + i] = rest;
    memory[FARTHEST + i] = rest;
    memory[TRAVELLED + i] = 0;
  }
}

// Whoever stands up leans forward before the knees move: what is moving is no rest.
function followRest(memory: PostureMemory, i: number, degrees: number, elapsedMs: number): void {
  if (memory[RESTED + i] === 0) {
    memory[RESTED + i] = 1;
    memory[REST + i] = short(degrees);
    memory[CALM + i] = short(degrees);
    return;
  }
  const ahead = degrees - memory[CALM + i]!;
  memory[CALM + i] = short(memory[CALM + i]! + (ahead * elapsedMs) / (CALM_MS + elapsedMs));
  if (Math.abs(ahead) > STILL_WITHIN_DEGREES) return;
  memory[REST + i] = short(memory[REST + i]! + ((degrees - memory[REST + i]!) * elapsedMs) / (REST_MS + elapsedMs));
}

/** A frame of the movement. */
export function observeMovingPosture(memory: PostureMemory, angles: SmoothedAngles, elapsedMs: number): void {
  for (let i = 0; i < INDICES.length; i++) {
    const index = INDICES[i]!;
    if (angles.known[index] === 0 || memory[RESTED + i] === 0) continue;
    const ahead = angles.degrees[index]! - memory[CALM + i]!;
    const calm = short(memory[CALM + i]! + (ahead * elapsedMs) / (CALM_MS + elapsedMs));
    memory[CALM + i] = calm;
    memory[SEEN + i] = 1;
    if (calm > memory[MOST + i]!) memory[MOST + i] = calm;
    if (calm < memory[LEAST + i]!) memory[LEAST + i] = calm;
    followStrokes(memory, i, calm);
  }
}

export function wasSeen(memory: PostureMemory, i: number): boolean {
  return memory[SEEN + i] === 1;
}

/** How far beyond its rest it went to either side, in degrees. */
export function reachOf(memory: PostureMemory, i: number): { readonly above: number; readonly below: number } {
  const rest = memory[REST + i]!;
  return { above: memory[MOST + i]! - rest, below: rest - memory[LEAST + i]! };
}

/** Degrees travelled beyond there and back over what was used: swaying, not leaning. */
export function swayDegrees(memory: PostureMemory, i: number): number {
  const travelled = memory[TRAVELLED + i]! + Math.abs(memory[FARTHEST + i]! - memory[TURNED_AT + i]!);
  return Math.max(0, travelled - 2 * (memory[MOST + i]! - memory[LEAST + i]!));
}

// To thousandths of a degree: all else is copied from these, and checkpoints stay short.
function short(degrees: number): number {
  return Math.round(1000 * degrees) / 1000;
}

function followStrokes(memory: PostureMemory, i: number, degrees: number): void {
  const turnedAt = memory[TURNED_AT + i]!;
  const farthest = memory[FARTHEST + i]!;
  const isRising = farthest > turnedAt || (farthest === turnedAt && degrees > turnedAt);
  if (isRising ? degrees > farthest : degrees < farthest) {
    memory[FARTHEST + i] = degrees;
    return;
  }
  if (Math.abs(degrees - farthest) < STROKE_DEGREES) return;
  memory[TRAVELLED + i] = short(memory[TRAVELLED + i]! + Math.abs(farthest - turnedAt));
  memory[TURNED_AT + i] = farthest;
  memory[FARTHEST + i] = degrees;
}
