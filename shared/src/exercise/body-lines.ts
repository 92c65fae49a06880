// A body as lines from joint to joint, from the hips outwards: what a pose model gets wrong about one line does not tear the body apart.
import { LANDMARK, LANDMARK_COUNT } from "../movement/landmarks.ts";
import { LIMB_LANDMARKS } from "../movement/limb-landmarks.ts";
import type { Side } from "../movement/motion.ts";

export const LIMB_LINES = ["upperArm", "forearm", "hand", "thigh", "shin", "heel", "foot"] as const;
/** hips and shoulders lie across, from the right to the left; trunk and head between the middles. */
export const CENTRAL_LINES = ["hips", "trunk", "shoulders", "head"] as const;
export type LineName = (typeof LIMB_LINES)[number] | (typeof CENTRAL_LINES)[number];

export interface BodyLine {
  readonly name: LineName;
  /** Undefined for central lines. */
  readonly side: Side | undefined;
  /** The landmark whose visibility says whether the line's far end is seen. */
  readonly end: number;
}

export const BODY_LINES: readonly BodyLine[] = [
  { name: "hips", side: undefined, end: LANDMARK.leftHip },
  { name: "trunk", side: undefined, end: LANDMARK.leftShoulder },
  { name: "shoulders", side: undefined, end: LANDMARK.leftShoulder },
  { name: "head", side: undefined, end: LANDMARK.nose },
  ...(["left", "right"] as const).flatMap((side): BodyLine[] => [
    { name: "upperArm", side, end: LANDMARK[`${side}Elbow`] },
    { name: "forearm", side, end: LANDMARK[`${side}Wrist`] },
    { name: "hand", side, end: LANDMARK[`${side}Index`] },
    { name: "thigh", side, end: LANDMARK[`${side}Knee`] },
    { name: "shin", side, end: LANDMARK[`${side}Ankle`] },
    { name: "heel", side, end: LANDMARK[`${side}Heel`] },
    { name: "foot", side, end: LANDMARK[`${side}FootIndex`] },
  ]),
];

/** How far the ends of a body's lines have moved against their beginnings, in the mean of all lines. */
export function meanStep(now: Float64Array, before: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < now.length; i += 3) {
    const [x, y, z] = [now[i]! - before[i]!, now[i + 1]! - before[i + 1]!, now[i + 2]! - before[i + 2]!];
    sum += Math.sqrt(x * x + y * y + z * z);
  }
  return sum / BODY_LINES.length;
}

/** Lengths as parts of the reference body's. */
export interface Proportions {
  readonly legs: number;
  readonly arms: number;
  readonly trunk: number;
  readonly width: number;
}

/** Gives a body other proportions in the same posture; mutates 33 × (x, y, z) and returns how much further down it reaches. */
export function stretchBody(points: Float64Array, { legs, arms, trunk, width }: Proportions): number {
  const before = lowestOf(points);
  readBodyLines(points, lines);
  for (const [index, { name }] of BODY_LINES.entries()) {
    let factor = 1;
    if (name === "thigh" || name === "shin") factor = legs;
    else if (name === "upperArm" || name === "forearm") factor = arms;
    else if (name === "trunk") factor = trunk;
    else if (name === "hips" || name === "shoulders") factor = width;
    for (let axis = 0; axis < 3; axis++) lines[3 * index + axis] = factor * lines[3 * index + axis]!;
  }
  placeBodyLines(lines, points, stretched);
  points.set(stretched);
  return lowestOf(points) - before;
}

const lines = new Float64Array(3 * BODY_LINES.length);
const stretched = new Float64Array(3 * LANDMARK_COUNT);

function lowestOf(points: Float64Array): number {
  let lowest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < LANDMARK_COUNT; i++) lowest = Math.max(lowest, points[3 * i + 1]!);
  return lowest;
}

const FACE = LANDMARK.leftShoulder;
const LIMB = {
  left: { line: 4, ...LIMB_LANDMARKS.left },
  right: { line: 4 + LIMB_LINES.length, ...LIMB_LANDMARKS.right },
} as const;

/** Writes three numbers for each of BODY_LINES from 33 × (x, y, z). */
export function readBodyLines(points: ArrayLike<number>, into: Float64Array): void {
  for (let axis = 0; axis < 3; axis++) {
    const at = (landmark: number) => points[3 * landmark + axis]!;
    const middle = (a: number, b: number) => (at(a) + at(b)) / 2;
    const shoulders = middle(LANDMARK.leftShoulder, LANDMARK.rightShoulder);
    into[axis] = at(LANDMARK.leftHip) - at(LANDMARK.rightHip);
    into[3 + axis] = shoulders - middle(LANDMARK.leftHip, LANDMARK.rightHip);
    into[6 + axis] = at(LANDMARK.leftShoulder) - at(LANDMARK.rightShoulder);
    into[9 + axis] = middle(LANDMARK.leftEar, LANDMARK.rightEar) - shoulders;
    for (const limb of [LIMB.left, LIMB.right]) {
      const chain = 3 * limb.line + axis;
      into[chain] = at(limb.elbow) - at(limb.shoulder);
      into[chain + 3] = at(limb.wrist) - at(limb.elbow);
      into[chain + 6] = middle(limb.index, limb.pinky) - at(limb.wrist);
      into[chain + 9] = at(limb.knee) - at(limb.hip);
      into[chain + 12] = at(limb.ankle) - at(limb.knee);
      into[chain + 15] = at(limb.heel) - at(limb.ankle);
      into[chain + 18] = at(limb.toe) - at(limb.heel);
    }
  }
}

/** The landmarks these lines make, hips in the middle; face and fingers keep their places about head and hand, as in `points`. */
export function placeBodyLines(lines: Float64Array, points: Float64Array, into: Float64Array): void {
  for (let axis = 0; axis < 3; axis++) {
    const at = (landmark: number) => points[3 * landmark + axis]!;
    const put = (landmark: number, value: number) => {
      into[3 * landmark + axis] = value;
      return value;
    };
    const neck = lines[3 + axis]!;
    const head = neck + lines[9 + axis]! - (at(LANDMARK.leftEar) + at(LANDMARK.rightEar)) / 2;
    for (let i = 0; i < FACE; i++) put(i, head + at(i));
    for (const limb of [LIMB.left, LIMB.right]) {
      const chain = 3 * limb.line + axis;
      const half = (limb === LIMB.left ? 1 : -1) / 2;
      const shoulder = put(limb.shoulder, neck + half * lines[6 + axis]!);
      const elbow = put(limb.elbow, shoulder + lines[chain]!);
      const wrist = put(limb.wrist, elbow + lines[chain + 3]!);
      const hand = wrist + lines[chain + 6]! - (at(limb.index) + at(limb.pinky)) / 2;
      for (const finger of [limb.index, limb.pinky, limb.thumb]) put(finger, hand + at(finger));
      const hip = put(limb.hip, half * lines[axis]!);
      const knee = put(limb.knee, hip + lines[chain + 9]!);
      const ankle = put(limb.ankle, knee + lines[chain + 12]!);
      const heel = put(limb.heel, ankle + lines[chain + 15]!);
      put(limb.toe, heel + lines[chain + 18]!);
    }
  }
}
