// From a pose to the places of all bones: rotations are taken over, lengths stay the avatar's own, and the lowest point stands on the ground.
import { AVATAR_SEGMENTS, type AvatarPose, type AvatarSegment } from "@ensemble/shared/movement/avatar-pose.ts";
import { AVATAR_BONES, type AvatarMeasures, BONE_COUNT, boneIndex } from "./avatar-bones.ts";
import type { Point } from "./body-geometry.ts";

const SEGMENT_INDEX: ReadonlyMap<AvatarSegment, number> = new Map(
  AVATAR_SEGMENTS.map((segment, index) => [segment, index]),
);
const FOOT_LENGTH_METRES = 0.19;
const HEEL_METRES = 0.07;

/** Preallocated result, written anew by every call. */
export interface SolvedAvatar {
  /** Global rotation (x, y, z, w) of each bone; the neutral position is the identity. */
  readonly rotations: Float64Array;
  /** Each bone's joint, metres, seen from the hips. */
  readonly joints: Float64Array;
  /** Height of the hips that puts the lowest point of the body on the ground. */
  hipHeight: number;
  /** Whether the feet carry the body: not when it lies, kneels, or leans on the hands. */
  onFeet: boolean;
  /** Middle of each sole seen from the hips: left x, y, z, right x, y, z. */
  readonly soles: Float64Array;
}

export function createSolvedAvatar(): SolvedAvatar {
  return {
    rotations: new Float64Array(4 * BONE_COUNT),
    joints: new Float64Array(3 * BONE_COUNT),
    hipHeight: 1,
    onFeet: true,
    soles: new Float64Array(6),
  };
}

const q: [number, number, number, number] = [0, 0, 0, 1];
const p: [number, number, number] = [0, 0, 0];

/** `seat`: hip joints above the underside of the body. */
export function solveAvatar(
  into: SolvedAvatar,
  pose: AvatarPose,
  offsets: readonly Point[],
  measures: Pick<AvatarMeasures, "ankle" | "carryRadians">,
  seat: number,
): SolvedAvatar {
  const { ankle, carryRadians } = measures;
  for (let bone = 0; bone < BONE_COUNT; bone++) {
    const { segment, and, parent } = AVATAR_BONES[bone]!;
    readRotation(pose, segment, and);
    into.rotations.set(q, 4 * bone);
    const outwards = ARM_SIDE[bone]!;
    if (outwards !== 0) carryArm(into.rotations, bone, outwards * carryRadians, outwards);
    if (parent < 0) continue;
    rotate(into.rotations, 4 * parent, offsets[bone]!);
    for (let k = 0; k < 3; k++) into.joints[3 * bone + k] = into.joints[3 * parent + k]! + p[k]!;
  }
  raiseShoulder(into, "Left", offsets);
  raiseShoulder(into, "Right", offsets);
  let resting = -seat;
  for (const [joint, flesh] of RESTING) resting = Math.min(resting, into.joints[3 * joint + 1]! - flesh);
  let lowest = resting;
  for (const [at, foot] of FEET) {
    const heel = soleHeight(into, foot, -HEEL_METRES, ankle);
    const toe = soleHeight(into, foot, FOOT_LENGTH_METRES, ankle);
    lowest = Math.min(lowest, heel, toe);
    rotate(into.rotations, 4 * foot, [0, -ankle, 0.06]);
    for (let k = 0; k < 3; k++) into.soles[at + k] = into.joints[3 * foot + k]! + p[k]!;
  }
  into.onFeet = resting - lowest > NEAR_GROUND_METRES;
  into.hipHeight = -lowest;
  return into;
}

const FEET = [
  [0, boneIndex("LeftFoot")],
  [3, boneIndex("RightFoot")],
] as const;

const NEAR_GROUND_METRES = 0.06;
/** What else a body lies and leans on: joints, and how far below them the skin is, metres. */
const RESTING: readonly (readonly [number, number])[] = [
  [boneIndex("Head"), 0.06],
  ...(["Left", "Right"] as const).flatMap((side) => [
    [boneIndex(`${side}Arm`), 0.085] as const,
    [boneIndex(`${side}ForeArm`), 0.045] as const,
    [boneIndex(`${side}Hand`), 0.03] as const,
    [boneIndex(`${side}Leg`), 0.06] as const,
  ]),
];

/** 1 for the bones of the left arm, −1 for the right arm's, 0 elsewhere. */
const ARM_SIDE: readonly number[] = AVATAR_BONES.map(({ name }) =>
  /(Arm|Hand)$/.test(name) ? (name.startsWith("Left") ? 1 : -1) : 0,
);
const CARRY_ENDS_AT_COSINE = Math.cos(Math.PI / 3);

// A hanging arm is turned outwards about the line of sight by what the hips need; the more it is raised, the less.
function carryArm(rotations: Float64Array, bone: number, radians: number, outwards: number): void {
  const upper = 4 * boneIndex(outwards > 0 ? "LeftArm" : "RightArm");
  if (4 * bone === upper) {
    rotate(rotations, upper, [0, -1, 0]);
    carryShare = Math.max(0, (-p[1] - CARRY_ENDS_AT_COSINE) / (1 - CARRY_ENDS_AT_COSINE));
  }
  const [s, c] = [Math.sin((radians * carryShare) / 2), Math.cos((radians * carryShare) / 2)];
  const at = 4 * bone;
  const [x, y, z, w] = [rotations[at]!, rotations[at + 1]!, rotations[at + 2]!, rotations[at + 3]!];
  rotations[at] = c * x - s * y;
  rotations[at + 1] = c * y + s * x;
  rotations[at + 2] = c * z + s * w;
  rotations[at + 3] = c * w - s * z;
}

let carryShare = 0;

function soleHeight(solved: SolvedAvatar, foot: number, forward: number, ankle: number): number {
  rotate(solved.rotations, 4 * foot, [0, -ankle, forward]);
  return solved.joints[3 * foot + 1]! + p[1];
}

// Above 30° of arm elevation the shoulder blade takes a third of the movement: without it a raised arm dents the shoulder.
function raiseShoulder(solved: SolvedAvatar, side: "Left" | "Right", offsets: readonly Point[]): void {
  const [shoulder, arm] = [boneIndex(`${side}Shoulder`), boneIndex(`${side}Arm`)];
  const chest = boneIndex("Spine2");
  rotate(solved.rotations, 4 * arm, [0, -1, 0]);
  const [ax, ay, az] = p;
  rotate(solved.rotations, 4 * chest, [0, -1, 0]);
  const elevation = Math.acos(Math.max(-1, Math.min(1, ax * p[0] + ay * p[1] + az * p[2])));
  const lift = Math.min(0.42, Math.max(0, elevation - Math.PI / 6) / 4) * (side === "Left" ? 1 : -1);
  const [x, y, z, w] = [0, 1, 2, 3].map((k) => solved.rotations[4 * chest + k]!) as [number, number, number, number];
  const [s, c] = [Math.sin(lift / 2), Math.cos(lift / 2)];
  solved.rotations.set([x * c + y * s, y * c - x * s, z * c + w * s, w * c - z * s], 4 * shoulder);
  const before = [0, 1, 2].map((k) => solved.joints[3 * arm + k]!);
  rotate(solved.rotations, 4 * shoulder, offsets[arm]!);
  for (let k = 0; k < 3; k++) {
    const shift = solved.joints[3 * shoulder + k]! + p[k]! - before[k]!;
    for (let bone = arm; bone < arm + 3; bone++) solved.joints[3 * bone + k]! += shift;
  }
}

function readRotation(pose: AvatarPose, segment: AvatarSegment, and: AvatarSegment | undefined): void {
  const at = 4 * SEGMENT_INDEX.get(segment)!;
  for (let k = 0; k < 4; k++) q[k] = pose.rotations[at + k]!;
  if (and === undefined) return;
  const other = 4 * SEGMENT_INDEX.get(and)!;
  let dot = 0;
  for (let k = 0; k < 4; k++) dot += q[k]! * pose.rotations[other + k]!;
  let squares = 0;
  for (let k = 0; k < 4; k++) {
    q[k] = q[k]! + (dot < 0 ? -1 : 1) * pose.rotations[other + k]!;
    squares += q[k]! ** 2;
  }
  const length = Math.sqrt(squares) || 1;
  for (let k = 0; k < 4; k++) q[k]! /= length;
}

function rotate(rotations: Float64Array, at: number, [vx, vy, vz]: Point): void {
  const [x, y, z, w] = [rotations[at]!, rotations[at + 1]!, rotations[at + 2]!, rotations[at + 3]!];
  const [tx, ty, tz] = [2 * (y * vz - z * vy), 2 * (z * vx - x * vz), 2 * (x * vy - y * vx)];
  p[0] = vx + w * tx + y * tz - z * ty;
  p[1] = vy + w * ty + z * tx - x * tz;
  p[2] = vz + w * tz + x * ty - y * tx;
}
