// The skeleton every avatar has: bones named as Babylon's body tracking knows them, each following a segment of the pose.
import type { AvatarSegment } from "@ensemble/shared/movement/avatar-pose.ts";
import type { AvatarBuild } from "./avatar-looks.ts";
import type { Point } from "./body-geometry.ts";

const LIMB_NAMES = ["Shoulder", "Arm", "ForeArm", "Hand", "UpLeg", "Leg", "Foot", "ToeBase"] as const;
type LimbName = (typeof LIMB_NAMES)[number];
export type BoneName = "Hips" | "Spine" | "Spine1" | "Spine2" | "Neck" | "Head" | `${"Left" | "Right"}${LimbName}`;

export interface AvatarBone {
  name: BoneName;
  parent: number;
  /** Turns with `segment`, or half way between it and `and`. */
  segment: AvatarSegment;
  and?: AvatarSegment;
}

const TRUNK: readonly AvatarBone[] = [
  { name: "Hips", parent: -1, segment: "pelvis" },
  { name: "Spine", parent: 0, segment: "spine" },
  { name: "Spine1", parent: 1, segment: "spine", and: "chest" },
  { name: "Spine2", parent: 2, segment: "chest" },
  { name: "Neck", parent: 3, segment: "chest", and: "head" },
  { name: "Head", parent: 4, segment: "head" },
];

function limbBones(side: "Left" | "Right", first: number): AvatarBone[] {
  const of = side === "Left" ? "left" : "right";
  return [
    { name: `${side}Shoulder`, parent: 3, segment: "chest" },
    { name: `${side}Arm`, parent: first, segment: `${of}UpperArm` },
    { name: `${side}ForeArm`, parent: first + 1, segment: `${of}Forearm` },
    { name: `${side}Hand`, parent: first + 2, segment: `${of}Hand` },
    { name: `${side}UpLeg`, parent: 0, segment: `${of}Thigh` },
    { name: `${side}Leg`, parent: first + 4, segment: `${of}Shin` },
    { name: `${side}Foot`, parent: first + 5, segment: `${of}Foot` },
    { name: `${side}ToeBase`, parent: first + 6, segment: `${of}Foot` },
  ];
}

/** Parents come before their children. */
export const AVATAR_BONES: readonly AvatarBone[] = [...TRUNK, ...limbBones("Left", 6), ...limbBones("Right", 14)];
export const BONE_COUNT = AVATAR_BONES.length;

const INDEX: ReadonlyMap<string, number> = new Map(AVATAR_BONES.map((bone, index) => [bone.name, index]));
export function boneIndex(name: BoneName): number {
  return INDEX.get(name) as number;
}

/** Arms are modelled this far from the body, half way between hanging and raised, so that shoulders bend well both ways. */
export const MODEL_ARM_RADIANS = Math.PI / 4;

/** Lengths and heights of one body, metres; y from the sole, x towards the person's left. */
export interface AvatarMeasures {
  thigh: number;
  shin: number;
  /** Ankle joint above the sole. */
  ankle: number;
  hipHeight: number;
  hipHalf: number;
  shoulderHeight: number;
  /** Shoulder joint: from the middle, and above the sole. */
  armHalf: number;
  armHeight: number;
  /** How far hanging arms stand off, so that they pass beside the hips. */
  carryRadians: number;
  upperArm: number;
  forearm: number;
  /** Where the skull sits on the neck, and chin to crown. */
  headHeight: number;
  headSize: number;
}

/** Segment shares of stature after Drillis and Contini; head, hands and feet a little larger, as drawn people have them. */
export function measureAvatar(build: AvatarBuild): AvatarMeasures {
  const stature = build.statureMetres;
  const [thigh, shin, ankle] = [0.243 * stature, 0.24 * stature, 0.044 * stature];
  return {
    thigh,
    shin,
    ankle,
    hipHeight: thigh + shin + ankle,
    hipHalf: 0.51 * build.hips,
    shoulderHeight: 0.797 * stature,
    armHalf: build.shoulders - 0.012,
    armHeight: 0.797 * stature - 0.032,
    carryRadians: Math.max(0.05, Math.atan2(1.09 * build.hips + 0.052 * build.limbs - build.shoulders, 0.27 * stature)),
    upperArm: 0.178 * stature,
    forearm: 0.142 * stature,
    headHeight: 0.852 * stature,
    headSize: 0.118 + 0.09 * stature,
  };
}

/** Each bone's place seen from its parent, in the neutral position; that of the hips is seen from the ground. */
export function boneOffsets(build: AvatarBuild): readonly Point[] {
  const m = measureAvatar(build);
  const trunk = m.shoulderHeight - m.hipHeight;
  const neck = m.headHeight - m.shoulderHeight;
  const limbs = (sign: 1 | -1): Point[] => [
    [sign * 0.04, 0.3 * trunk, 0],
    [sign * (m.armHalf - 0.04), m.armHeight - m.hipHeight - 0.95 * trunk, 0],
    [0, -m.upperArm, 0],
    [0, -m.forearm, 0],
    [sign * m.hipHalf, 0, 0],
    [0, -m.thigh, 0],
    [0, -m.shin, 0],
    [0, -0.7 * m.ankle, 0.11],
  ];
  return [
    [0, m.hipHeight, 0],
    [0, 0.15 * trunk, 0],
    [0, 0.25 * trunk, 0],
    [0, 0.25 * trunk, 0],
    [0, 0.35 * trunk + 0.35 * neck, -0.012],
    [0, 0.65 * neck, 0.012],
    ...limbs(1),
    ...limbs(-1),
  ];
}
