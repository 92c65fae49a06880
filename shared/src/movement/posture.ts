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

export interface PostureMemory {
  /** Degrees; meaningless until `rested`. */
  rest: number[];
  /** 1 once seen at rest. */
  rested: number[];
  calm: number[];
  most: number[];
  least: number[];
  /** 1 where it was seen during this movement. */
  seen: number[];
  /** Where it last turned round, how far it has gone from there, and how far it went in all before. */
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
  const zeros = () => WATCHED.map(() => 0);
  return {
    rest: zeros(),
    rested: zeros(),
    calm: zeros(),
    most: zeros(),
    least: zeros(),
    seen: zeros(),
    turnedAt: zeros(),
    farthest: zeros(),
    travelled: zeros(),
  };
}

/** A frame at rest: a movement that follows is measured from here. */
export function observeRestingPosture(memory: PostureMemory, angles: SmoothedAngles, elapsedMs: number): void {
  for (let i = 0; i < INDICES.length; i++) {
    const index = INDICES[i]!;
    if (angles.known[index] === 1) followRest(memory, i, angles.degrees[index]!, elapsedMs);
    const rest = memory.rest[i]!;
    memory.most[i] = rest;
    memory.least[i] = rest;
    memory.seen[i] = 0;
    memory.turnedAt[i] = rest;
    memory.farthest[i] = rest;
    memory.travelled[i] = 0;
  }
}

// Whoever stands up leans forward before the knees move: what is moving is no rest.
function followRest(memory: PostureMemory, i: number, degrees: number, elapsedMs: number): void {
  if (memory.rested[i] === 0) {
    memory.rested[i] = 1;
    memory.rest[i] = short(degrees);
    memory.calm[i] = short(degrees);
    return;
  }
  const ahead = degrees - memory.calm[i]!;
  memory.calm[i] = short(memory.calm[i]! + (ahead * elapsedMs) / (CALM_MS + elapsedMs));
  if (Math.abs(ahead) > STILL_WITHIN_DEGREES) return;
  memory.rest[i] = short(memory.rest[i]! + ((degrees - memory.rest[i]!) * elapsedMs) / (REST_MS + elapsedMs));
}

/** A frame of the movement. */
export function observeMovingPosture(memory: PostureMemory, angles: SmoothedAngles, elapsedMs: number): void {
  for (let i = 0; i < INDICES.length; i++) {
    const index = INDICES[i]!;
    if (angles.known[index] === 0 || memory.rested[i] === 0) continue;
    const ahead = angles.degrees[index]! - memory.calm[i]!;
    const calm = short(memory.calm[i]! + (ahead * elapsedMs) / (CALM_MS + elapsedMs));
    memory.calm[i] = calm;
    memory.seen[i] = 1;
    if (calm > memory.most[i]!) memory.most[i] = calm;
    if (calm < memory.least[i]!) memory.least[i] = calm;
    followStrokes(memory, i, calm);
  }
}

/** Degrees travelled beyond there and back over what was used: swaying, not leaning. */
export function swayDegrees(memory: PostureMemory, i: number): number {
  const travelled = memory.travelled[i]! + Math.abs(memory.farthest[i]! - memory.turnedAt[i]!);
  return Math.max(0, travelled - 2 * (memory.most[i]! - memory.least[i]!));
}

// To thousandths of a degree: all else is copied from these, and checkpoints stay short.
function short(degrees: number): number {
  return Math.round(1000 * degrees) / 1000;
}

function followStrokes(memory: PostureMemory, i: number, degrees: number): void {
  const turnedAt = memory.turnedAt[i]!;
  const farthest = memory.farthest[i]!;
  const isRising = farthest > turnedAt || (farthest === turnedAt && degrees > turnedAt);
  if (isRising ? degrees > farthest : degrees < farthest) {
    memory.farthest[i] = degrees;
    return;
  }
  if (Math.abs(degrees - farthest) < STROKE_DEGREES) return;
  memory.travelled[i] = short(memory.travelled[i]! + Math.abs(farthest - turnedAt));
  memory.turnedAt[i] = farthest;
  memory.farthest[i] = degrees;
}
