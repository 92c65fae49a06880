// How high the hips are over the feet, in trunks [REP18]: bent knees must bring them down, raised arms leave them where they are.
// A camera sees depth worst, and bends knees that stand; it sees heights best. A trunk is the measure, so that no size is needed.
import { createVector, midpoint, subtractVectors, vectorLength } from "../geometry/vector.ts";
import type { BodyPoints } from "./body-points.ts";
import { LANDMARK } from "./landmarks.ts";

export interface HipHeightMemory {
  /** NaN-free for the checkpoint: 0 while unknown. */
  atRest: number;
  /** Over the movement, each moment weighted by how near to the height it was. */
  sum: number;
  weight: number;
  /** On a calmer line, so that no single frame says that somebody sank. */
  calm: number;
  lowest: number;
  highest: number;
}

/** The reference's own, at rest and at its height. */
export interface HipHeights {
  atRest: number;
  atPeak: number;
}

/** Lower than this nobody stands or sits. */
const UPRIGHT_FROM = 0.4;
/** From this change on, the reference brings the hips down or up; below the other, it leaves them where they are. Project assumption. */
const REFERENCE_MOVES = 0.15;
const REFERENCE_STAYS = 0.02;
/** The part of the reference's change that must be seen, and the change that may be seen where there is none. Project assumption. */
const PART_TO_RISE = 0.45;
/** Facing the camera a body that sinks comes nearer at the same time, and is seen to sink less. */
const PART_TO_SINK = 0.25;
const MAY_CHANGE = 0.25;
const REST_FADES_MS = 400;
const CALM_MS = 250;

const hips = createVector();
const shoulders = createVector();

export function createHipHeightMemory(): HipHeightMemory {
  return { atRest: 0, sum: 0, weight: 0, calm: 0, lowest: 0, highest: 0 };
}

/** Over the lower foot; NaN while hips, shoulders and feet are not all seen. */
export function readHipHeight({ points, seen }: BodyPoints): number {
  if (!(seen[LANDMARK.leftHip]! & seen[LANDMARK.rightHip]! & seen[LANDMARK.leftShoulder]!)) return Number.NaN;
  if (!(seen[LANDMARK.rightShoulder]! & seen[LANDMARK.leftAnkle]! & seen[LANDMARK.rightAnkle]!)) return Number.NaN;
  midpoint(hips, points[LANDMARK.leftHip]!, points[LANDMARK.rightHip]!);
  midpoint(shoulders, points[LANDMARK.leftShoulder]!, points[LANDMARK.rightShoulder]!);
  subtractVectors(shoulders, shoulders, hips);
  const trunk = vectorLength(shoulders);
  if (trunk === 0) return Number.NaN;
  return (hips.y - Math.min(points[LANDMARK.leftAnkle]!.y, points[LANDMARK.rightAnkle]!.y)) / trunk;
}

export function observeHipsAtRest(memory: HipHeightMemory, height: number, elapsedMs: number): void {
  if (Number.isNaN(height)) return;
  if (memory.atRest === 0) memory.atRest = height;
  memory.atRest += ((height - memory.atRest) * elapsedMs) / (REST_FADES_MS + elapsedMs);
}

export function observeHipsMoving(memory: HipHeightMemory, height: number, weight: number, elapsedMs: number): void {
  if (Number.isNaN(height)) return;
  memory.sum += weight * height;
  memory.weight += weight;
  memory.calm += ((height - memory.calm) * elapsedMs) / (CALM_MS + elapsedMs);
  memory.lowest = Math.min(memory.lowest, memory.calm);
  memory.highest = Math.max(memory.highest, memory.calm);
}

export function beginHipsMoving(memory: HipHeightMemory): void {
  memory.sum = 0;
  memory.weight = 0;
  memory.calm = memory.atRest;
  memory.lowest = memory.atRest;
  memory.highest = memory.atRest;
}

/** Whether the hips did what the reference's do in a movement of this size (1 is the reference's). What was not seen speaks for nobody. */
export function hipsMovedAlong(
  memory: HipHeightMemory,
  reference: HipHeights,
  size: number,
  flipped: boolean,
): boolean {
  if (memory.weight === 0 || memory.atRest < UPRIGHT_FROM || reference.atRest < UPRIGHT_FROM) return true;
  const expected = flipped
    ? changeBetween(reference.atPeak, reference.atRest)
    : changeBetween(reference.atRest, reference.atPeak);
  const seen = changeBetween(memory.atRest, memory.sum / memory.weight);
  if (Math.abs(expected) < REFERENCE_STAYS) {
    return Math.abs(seen) < MAY_CHANGE && changeBetween(memory.highest, memory.lowest) > -MAY_CHANGE;
  }
  if (Math.abs(expected) < REFERENCE_MOVES) return true;
  // By the cosine of the knees' bend a small squat hardly sinks the hips; the first bit of getting up lifts them well.
  const bounded = Math.min(1, size);
  if (expected < 0) return seen <= PART_TO_SINK * bounded * bounded * expected;
  return seen >= PART_TO_RISE * bounded * expected;
}

function changeBetween(from: number, to: number): number {
  return (to - from) / Math.max(from, to);
}
