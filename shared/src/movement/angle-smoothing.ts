// One angle over time: smoothed, with single-frame jumps of a landmark held back and gaps bridged for a moment [SMO].
import { advanceOneEuro, createOneEuroMemory, type OneEuroMemory, type OneEuroRule } from "./one-euro-filter.ts";

/** Chosen for joint angles in degrees: 3 Hz when still, about 7 Hz at 200°/s. Project assumption. */
export const ANGLE_FILTER: OneEuroRule = { minimumCutoffHertz: 3, beta: 0.02, speedCutoffHertz: 2 };
/** No exercise turns a joint faster than this beyond the noise of one frame: what does is a lost landmark. Project assumption. */
const JUMP_DEGREES = 35;
const JUMP_DEGREES_PER_SECOND = 900;
/** A jump that stays this long was real. */
const JUMP_ACCEPTED_MS = 120;
/** An angle not seen for longer starts anew. */
export const ANGLE_GAP_MS = 1000;

export interface AngleMemory {
  filter: OneEuroMemory;
  seenAtMs: number;
  /** −1 while no jump is being held back. */
  jumpSinceMs: number;
}

export function createAngleMemory(): AngleMemory {
  return { filter: createOneEuroMemory(), seenAtMs: 0, jumpSinceMs: -1 };
}

/** Returns whether the angle is usable now; its value is `memory.filter.value`. */
export function advanceAngle(memory: AngleMemory, known: boolean, degrees: number, atMs: number): boolean {
  const { filter } = memory;
  if (!known) return filter.started && atMs - memory.seenAtMs <= ANGLE_GAP_MS;
  const elapsedMs = atMs - memory.seenAtMs;
  if (!filter.started || elapsedMs > ANGLE_GAP_MS) {
    filter.started = false;
    advanceOneEuro(filter, degrees, 0, ANGLE_FILTER);
    memory.seenAtMs = atMs;
    memory.jumpSinceMs = -1;
    return true;
  }
  const seconds = elapsedMs / 1000;
  const isJump = Math.abs(degrees - filter.raw) > JUMP_DEGREES + JUMP_DEGREES_PER_SECOND * seconds;
  if (isJump) {
    if (memory.jumpSinceMs < 0) memory.jumpSinceMs = atMs;
    if (atMs - memory.jumpSinceMs < JUMP_ACCEPTED_MS) return true;
  }
  memory.jumpSinceMs = -1;
  advanceOneEuro(filter, degrees, seconds, ANGLE_FILTER);
  memory.seenAtMs = atMs;
  return true;
}
