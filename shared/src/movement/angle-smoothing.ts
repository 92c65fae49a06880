// Angles over time: each smoothed, with single-frame jumps of a landmark held back and gaps bridged for a moment [SMO].
import {
  advanceOneEuro,
  FILTER_NUMBERS,
  FILTER_RAW,
  FILTER_SPEED,
  FILTER_STARTED,
  FILTER_VALUE,
  type OneEuroRule,
} from "./one-euro-filter.ts";

/** Chosen for joint angles in degrees: 3 Hz when still, about 7 Hz at 200°/s. Project assumption. */
export const ANGLE_FILTER: OneEuroRule = { minimumCutoffHertz: 3, beta: 0.02, speedCutoffHertz: 2 };
/** No exercise turns a joint faster than this beyond the noise of one frame: what does is a lost landmark. Project assumption. */
const JUMP_DEGREES = 35;
const JUMP_DEGREES_PER_SECOND = 900;
/** A jump that stays this long was real. */
const JUMP_ACCEPTED_MS = 120;
/** An angle not seen for longer starts anew. */
export const ANGLE_GAP_MS = 1000;

/**
 * So many numbers an angle, one after the other: its filter's, when it was last seen, and since when a jump is held back (−1 for none).
 * A server's patients take turns, and what each frame needs has left the processor's cache meanwhile: in one piece it is soon back.
 */
export type AngleMemories = Float64Array;
const SEEN_AT_MS = FILTER_NUMBERS;
const JUMP_SINCE_MS = FILTER_NUMBERS + 1;
const ANGLE_NUMBERS = FILTER_NUMBERS + 2;

/** As a checkpoint has it. */
export interface SavedAngle {
  filter: { started: boolean; raw: number; value: number; speed: number };
  seenAtMs: number;
  jumpSinceMs: number;
}

export function createAngleMemories(count: number): AngleMemories {
  const memories = new Float64Array(count * ANGLE_NUMBERS);
  for (let at = 0; at < memories.length; at += ANGLE_NUMBERS) memories[at + JUMP_SINCE_MS] = -1;
  return memories;
}

/** Takes what was seen of one angle. Mutates the memory. */
export function advanceAngle(memories: AngleMemories, index: number, degrees: number, atMs: number): void {
  const at = index * ANGLE_NUMBERS;
  const elapsedMs = atMs - memories[at + SEEN_AT_MS]!;
  if (memories[at + FILTER_STARTED] === 0 || elapsedMs > ANGLE_GAP_MS) {
    memories[at + FILTER_STARTED] = 0;
    advanceOneEuro(memories, at, degrees, 0, ANGLE_FILTER);
    memories[at + SEEN_AT_MS] = atMs;
    memories[at + JUMP_SINCE_MS] = -1;
    return;
  }
  const seconds = elapsedMs / 1000;
  const isJump = Math.abs(degrees - memories[at + FILTER_RAW]!) > JUMP_DEGREES + JUMP_DEGREES_PER_SECOND * seconds;
  if (isJump) {
    if (memories[at + JUMP_SINCE_MS]! < 0) memories[at + JUMP_SINCE_MS] = atMs;
    if (atMs - memories[at + JUMP_SINCE_MS]! < JUMP_ACCEPTED_MS) return;
  }
  memories[at + JUMP_SINCE_MS] = -1;
  advanceOneEuro(memories, at, degrees, seconds, ANGLE_FILTER);
  memories[at + SEEN_AT_MS] = atMs;
}

/** Whether it is known at this moment, seen just now or a moment ago. */
export function isAngleKnown(memories: AngleMemories, index: number, atMs: number): boolean {
  const at = index * ANGLE_NUMBERS;
  return memories[at + FILTER_STARTED] === 1 && atMs - memories[at + SEEN_AT_MS]! <= ANGLE_GAP_MS;
}

/** Smoothed; 0 while it was never seen. */
export function angleValue(memories: AngleMemories, index: number): number {
  return memories[index * ANGLE_NUMBERS + FILTER_VALUE]!;
}

export function isAngleStarted(memories: AngleMemories, index: number): boolean {
  return memories[index * ANGLE_NUMBERS + FILTER_STARTED] === 1;
}

export function saveAngle(memories: AngleMemories, index: number): SavedAngle {
  const at = index * ANGLE_NUMBERS;
  return {
    filter: {
      started: memories[at + FILTER_STARTED] === 1,
      raw: memories[at + FILTER_RAW]!,
      value: memories[at + FILTER_VALUE]!,
      speed: memories[at + FILTER_SPEED]!,
    },
    seenAtMs: memories[at + SEEN_AT_MS]!,
    jumpSinceMs: memories[at + JUMP_SINCE_MS]!,
  };
}

export function restoreAngles(saved: readonly SavedAngle[]): AngleMemories {
  return Float64Array.from(
    saved.flatMap(({ filter, seenAtMs, jumpSinceMs }) => [
      filter.started ? 1 : 0,
      filter.raw,
      filter.value,
      filter.speed,
      seenAtMs,
      jumpSinceMs,
    ]),
  );
}
