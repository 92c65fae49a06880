// The reference movement at any moment, for either side, correct or with one of its errors: what demonstrations, targets and synthetic recordings show.
import type { SideChoice } from "../movement/motion.ts";
import {
  type Exercise,
  type ExerciseError,
  type JointAngles,
  LIMB_JOINTS,
  type LimbAngles,
  type Posture,
  type ReferenceMovement,
  TRUNK_JOINTS,
  type TrunkAngles,
  type TrunkJoint,
} from "./exercise.ts";

export interface Demonstration {
  /** 0…1 through one repetition. */
  phase: number;
  /** Which side is the active one; "both" moves both as the active one (both arms at once). */
  side: SideChoice;
  /** 1 = the reference's range. */
  amplitude?: number | undefined;
  /** Id of one of the exercise's errors. */
  error?: string | undefined;
}

const MIRRORED: ReadonlySet<TrunkJoint> = new Set<TrunkJoint>([
  "bodyRoll",
  "trunkLateralFlexion",
  "trunkRotation",
  "pelvicObliquity",
  "neckLateralFlexion",
  "neckRotation",
]);

export function createJointAngles(): JointAngles {
  return { left: zeroLimb(), right: zeroLimb(), trunk: zeroTrunk() };
}

/** Writes the body's angles at that moment into `into` (a new one where none is given). Throws on an unknown error id. */
export function demonstrateExercise(
  exercise: Exercise,
  { phase, side, amplitude = 1, error }: Demonstration,
  into: JointAngles = createJointAngles(),
): JointAngles {
  const { reference } = exercise;
  const { keyframes } = reference;
  const bounded = Math.max(0, Math.min(1, phase));
  let next = keyframes.findIndex((keyframe) => keyframe.at >= bounded);
  if (next < 0) next = keyframes.length - 1;
  const after = keyframes[next]!;
  const before = keyframes[Math.max(0, next - 1)]!;
  const span = after.at - before.at;
  const weight = span > 0 ? minimumJerk((bounded - before.at) / span) : 1;
  const fault = error === undefined ? undefined : findError(exercise, error);
  const depth = fault === undefined ? 0 : depthAt(reference, before.posture, after.posture, weight);
  const rest = keyframes[0]!.posture;
  for (const target of [into.left, into.right]) {
    const isLeft = target === into.left;
    const limb = side === "both" || (side === "left") === isLeft ? "active" : "other";
    for (const joint of LIMB_JOINTS) {
      const from = limbValue(reference, rest, limb, joint);
      const a = limbValue(reference, before.posture, limb, joint);
      const b = limbValue(reference, after.posture, limb, joint);
      target[joint] = from + amplitude * (a + weight * (b - a) - from);
      if (fault !== undefined) target[joint] += depth * (limbOf(fault.variant, limb, joint) ?? 0);
    }
  }
  for (const joint of TRUNK_JOINTS) {
    const from = trunkValue(reference, rest, joint);
    const a = trunkValue(reference, before.posture, joint);
    const b = trunkValue(reference, after.posture, joint);
    let value = from + amplitude * (a + weight * (b - a) - from);
    if (fault !== undefined) value += depth * (fault.variant.trunk?.[joint] ?? 0);
    into.trunk[joint] = side === "right" && MIRRORED.has(joint) ? -value : value;
  }
  return into;
}

/** Position over time of a hand's natural reach: Flash and Hogan, J Neurosci 1985, 5(7):1688–1703. */
export function minimumJerk(t: number): number {
  return t * t * t * (10 + t * (6 * t - 15));
}

function findError(exercise: Exercise, id: string): ExerciseError {
  const found = exercise.errors.find((error) => error.cue === id);
  if (found === undefined) throw new Error(`${exercise.id} has no error "${id}"`);
  return found;
}

// 0 at rest, 1 from the posture farthest from rest: an error shows with the movement.
function depthAt(reference: ReferenceMovement, before: string, after: string, weight: number): number {
  const a = distanceFromRest(reference, before);
  const b = distanceFromRest(reference, after);
  let farthest = 0;
  for (const { posture } of reference.keyframes) farthest = Math.max(farthest, distanceFromRest(reference, posture));
  return farthest === 0 ? 1 : (a + weight * (b - a)) / farthest;
}

function distanceFromRest(reference: ReferenceMovement, posture: string): number {
  const rest = reference.keyframes[0]!.posture;
  let distance = 0;
  for (const limb of ["active", "other"] as const) {
    for (const joint of LIMB_JOINTS) {
      const moved = limbValue(reference, posture, limb, joint) - limbValue(reference, rest, limb, joint);
      distance = Math.max(distance, Math.abs(moved));
    }
  }
  for (const joint of TRUNK_JOINTS) {
    const moved = trunkValue(reference, posture, joint) - trunkValue(reference, rest, joint);
    distance = Math.max(distance, Math.abs(moved));
  }
  return distance;
}

function limbValue(
  { base, postures }: ReferenceMovement,
  posture: string,
  limb: "active" | "other",
  joint: keyof LimbAngles,
): number {
  return limbOf(postures[posture]!, limb, joint) ?? (base === undefined ? undefined : limbOf(base, limb, joint)) ?? 0;
}

function limbOf(posture: Posture, limb: "active" | "other", joint: keyof LimbAngles): number | undefined {
  return posture[limb]?.[joint] ?? posture.both?.[joint];
}

function trunkValue({ base, postures }: ReferenceMovement, posture: string, joint: TrunkJoint): number {
  return postures[posture]!.trunk?.[joint] ?? base?.trunk?.[joint] ?? 0;
}

function zeroLimb(): LimbAngles {
  return Object.fromEntries(LIMB_JOINTS.map((joint) => [joint, 0])) as LimbAngles;
}

function zeroTrunk(): TrunkAngles {
  return Object.fromEntries(TRUNK_JOINTS.map((joint) => [joint, 0])) as TrunkAngles;
}
