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

const ZERO_LIMB: LimbAngles = eachOf(LIMB_JOINTS, () => 0);
const ZERO_TRUNK: TrunkAngles = eachOf(TRUNK_JOINTS, () => 0);

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
  const postures = wholePosturesOf(reference);
  const from = postures[keyframes[0]!.posture]!;
  const a = postures[before.posture]!;
  const b = postures[after.posture]!;
  const depth = fault === undefined ? 0 : depthBetween(a, b, weight);
  for (const target of [into.left, into.right]) {
    const isLeft = target === into.left;
    const limb = side === "both" || (side === "left") === isLeft ? "active" : "other";
    for (const joint of LIMB_JOINTS) {
      const rest = from[limb][joint];
      target[joint] = rest + amplitude * (a[limb][joint] + weight * (b[limb][joint] - a[limb][joint]) - rest);
      if (fault !== undefined) target[joint] += depth * (limbOf(fault.variant, limb, joint) ?? 0);
    }
  }
  for (const joint of TRUNK_JOINTS) {
    const rest = from.trunk[joint];
    let value = rest + amplitude * (a.trunk[joint] + weight * (b.trunk[joint] - a.trunk[joint]) - rest);
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
function depthBetween(a: WholePosture, b: WholePosture, weight: number): number {
  return a.farthest === 0 ? 1 : (a.distance + weight * (b.distance - a.distance)) / a.farthest;
}

/** A posture over its base: every joint has its angle. */
interface WholePosture {
  readonly active: LimbAngles;
  readonly other: LimbAngles;
  readonly trunk: TrunkAngles;
  /** From rest, that of the joint that moves most, in degrees; and that of the posture farthest from it. */
  distance: number;
  farthest: number;
}

const known = new WeakMap<ReferenceMovement, Readonly<Record<string, WholePosture>>>();

/** Put together once for each reference: they are asked for with every picture of every figure. */
function wholePosturesOf(reference: ReferenceMovement): Readonly<Record<string, WholePosture>> {
  let whole = known.get(reference);
  if (whole === undefined) {
    whole = makeWhole(reference);
    known.set(reference, whole);
  }
  return whole;
}

function makeWhole({ base, postures, keyframes }: ReferenceMovement): Readonly<Record<string, WholePosture>> {
  const limb = (posture: Posture, which: "active" | "other") =>
    eachOf(LIMB_JOINTS, (joint) => limbOf(posture, which, joint) ?? (base && limbOf(base, which, joint)) ?? 0);
  const entries = Object.entries(postures).map(([name, posture]): [string, WholePosture] => [
    name,
    {
      active: limb(posture, "active"),
      other: limb(posture, "other"),
      trunk: eachOf(TRUNK_JOINTS, (joint) => posture.trunk?.[joint] ?? base?.trunk?.[joint] ?? 0),
      distance: 0,
      farthest: 0,
    },
  ]);
  const whole = Object.fromEntries(entries);
  const rest = whole[keyframes[0]!.posture]!;
  for (const posture of Object.values(whole)) posture.distance = distanceBetween(posture, rest);
  const farthest = Math.max(...keyframes.map(({ posture }) => whole[posture]!.distance));
  for (const posture of Object.values(whole)) posture.farthest = farthest;
  return whole;
}

function distanceBetween(posture: WholePosture, rest: WholePosture): number {
  let distance = 0;
  for (const limb of ["active", "other"] as const) {
    for (const joint of LIMB_JOINTS) distance = Math.max(distance, Math.abs(posture[limb][joint] - rest[limb][joint]));
  }
  for (const joint of TRUNK_JOINTS) distance = Math.max(distance, Math.abs(posture.trunk[joint] - rest.trunk[joint]));
  return distance;
}

function limbOf(posture: Posture, limb: "active" | "other", joint: keyof LimbAngles): number | undefined {
  return posture[limb]?.[joint] ?? posture.both?.[joint];
}

function zeroLimb(): LimbAngles {
  return { ...ZERO_LIMB };
}

function zeroTrunk(): TrunkAngles {
  return { ...ZERO_TRUNK };
}

function eachOf<Joint extends string>(
  joints: readonly Joint[],
  angle: (joint: Joint) => number,
): Record<Joint, number> {
  return Object.fromEntries(joints.map((joint) => [joint, angle(joint)])) as Record<Joint, number>;
}
