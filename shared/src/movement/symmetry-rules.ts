// Whether both sides do the same [QUA9, QUA10]: of sides that move as one the size of their ways and the moment of going, of sides that take turns this one's size against the other's usual one.
import type { Side } from "./motion.ts";

export interface SidesMemory {
  leftPeak: number;
  rightPeak: number;
  /** When each side was half-way out; −1 before. */
  leftHalfMs: number;
  rightHalfMs: number;
}

/** How far each side usually goes when it is that side's turn. */
export interface UsualPeaks {
  left: UsualPeak;
  right: UsualPeak;
  last: Side | null;
}
interface UsualPeak {
  peak: number;
  turns: number;
}

/** The side that did less, and of what: it went less far, or it was half-way out later. */
export interface Uneven {
  side: Side;
  by: "way" | "time";
}
export interface JudgedSymmetry {
  /** 0…1 */
  share: number;
  /** Null where nothing is missing. */
  uneven: Uneven | null;
}

/** Half of the reference's way out: the height itself is a plateau on which the highest moment is anybody's. */
const HALF_WAY = 0.5;
/** One side going this much less, or passing half-way this part of the repetition later, is within what healthy people and cameras do; from `none` on nothing is left. Project assumption. */
const DIFFERENCE = { tolerated: 0.1, none: 0.5 };
const LAG = { tolerated: 0.1, none: 0.4 };
/** A turn or two may have been another movement, or the other side going along. */
const TURNS_NEEDED = 2;
/** How much of the usual size the newest repetition is. */
const NEWEST_SHARE = 0.5;

export function createSides(): SidesMemory {
  return { leftPeak: 0, rightPeak: 0, leftHalfMs: -1, rightHalfMs: -1 };
}

export function createUsualPeaks(): UsualPeaks {
  return { left: { peak: 0, turns: 0 }, right: { peak: 0, turns: 0 }, last: null };
}

export function beginSides(memory: SidesMemory): void {
  memory.leftPeak = 0;
  memory.rightPeak = 0;
  memory.leftHalfMs = -1;
  memory.rightHalfMs = -1;
}

/** Shares of the way; NaN where a side is not seen. */
export function observeSides(memory: SidesMemory, left: number, right: number, atMs: number): void {
  if (left > memory.leftPeak) memory.leftPeak = left;
  if (right > memory.rightPeak) memory.rightPeak = right;
  if (left >= HALF_WAY && memory.leftHalfMs < 0) memory.leftHalfMs = atMs;
  if (right >= HALF_WAY && memory.rightHalfMs < 0) memory.rightHalfMs = atMs;
}

/** Null where one side was not seen. */
export function judgeSidesTogether(memory: SidesMemory, durationMs: number): JudgedSymmetry | null {
  const { leftPeak, rightPeak, leftHalfMs, rightHalfMs } = memory;
  const ratio = ratioOf(leftPeak, rightPeak);
  if (ratio === null || durationMs <= 0) return null;
  const way = judged(shareOf(1 - ratio, DIFFERENCE), { side: leftPeak < rightPeak ? "left" : "right", by: "way" });
  if (leftHalfMs < 0 || rightHalfMs < 0) return way;
  const lag = Math.abs(leftHalfMs - rightHalfMs) / durationMs;
  const time = judged(shareOf(lag, LAG), { side: leftHalfMs > rightHalfMs ? "left" : "right", by: "time" });
  return time.share < way.share ? time : way;
}

/** Null unless the sides take turns: the repetition before was the other one's, and both have had their turns. */
export function judgeSidesInTurn(side: Side, peak: number, usual: UsualPeaks): JudgedSymmetry | null {
  const [own, other] = side === "left" ? [usual.left, usual.right] : [usual.right, usual.left];
  if (usual.last === side || Math.min(own.turns, other.turns) < TURNS_NEEDED) return null;
  const ratio = ratioOf(peak, other.peak);
  if (ratio === null) return null;
  const less = peak < other.peak ? side : side === "left" ? "right" : "left";
  return judged(shareOf(1 - ratio, DIFFERENCE), { side: less, by: "way" });
}

export function rememberTurn(usual: UsualPeaks, side: Side, peak: number): void {
  const own = usual[side];
  own.peak = own.turns === 0 ? peak : own.peak + NEWEST_SHARE * (peak - own.peak);
  own.turns++;
  usual.last = side;
}

function judged(share: number, uneven: Uneven): JudgedSymmetry {
  return { share, uneven: share < 1 ? uneven : null };
}

function ratioOf(a: number, b: number): number | null {
  const greater = Math.max(a, b);
  const less = Math.min(a, b);
  return less > 0 ? less / greater : null;
}

function shareOf(value: number, { tolerated, none }: { tolerated: number; none: number }): number {
  return Math.max(0, Math.min(1, (none - value) / (none - tolerated)));
}
