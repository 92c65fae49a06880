// How far a joint shall bend, as an arc at the joint of a body in a picture. Angles are those of the picture: true where the limb
// moves across the line of sight. Pure.
import { LANDMARK, type LandmarkName } from "@ensemble/shared/movement/landmarks.ts";
import { IMAGE_UNITS_PER_PICTURE } from "@ensemble/shared/movement/pose-frame.ts";
import type { TargetJoint } from "@ensemble/shared/session/annotation.ts";
import type { DrawnBody } from "../camera/draw-skeleton.ts";

/** In picture heights, so that both ways are equally long. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}
/** Which way the limb turns in the picture: 1 clockwise as the camera sees it. */
export type Turn = 1 | -1;
export interface Limb {
  readonly joint: Spot;
  /** At the other ends of the two bones. */
  readonly near: Spot;
  readonly far: Spot;
  /** The same joint of the other side. */
  readonly opposite: Spot;
  /** Stretched, the far bone goes on where the near one ends; at the shoulder the arm hangs along the trunk. */
  readonly neutral: "goesOn" | "liesAlong";
}
export interface TargetArc {
  readonly turn: Turn;
  /** How far it is bent now. */
  readonly bentDegrees: number;
  readonly reached: boolean;
  readonly joint: Spot;
  /** Where the far bone ends in the neutral position, and where at the target. */
  readonly from: Spot;
  readonly to: Spot;
  /** Around the joint, from the one to the other. */
  readonly arc: readonly Spot[];
  /** A place for the words, outside the arc. */
  readonly label: Spot;
}

const LIMBS: Readonly<
  Record<TargetJoint, { near: LandmarkName; far: LandmarkName; opposite: TargetJoint; neutral: Limb["neutral"] }>
> = {
  leftShoulder: { near: "leftHip", far: "leftElbow", opposite: "rightShoulder", neutral: "liesAlong" },
  rightShoulder: { near: "rightHip", far: "rightElbow", opposite: "leftShoulder", neutral: "liesAlong" },
  leftElbow: { near: "leftShoulder", far: "leftWrist", opposite: "rightElbow", neutral: "goesOn" },
  rightElbow: { near: "rightShoulder", far: "rightWrist", opposite: "leftElbow", neutral: "goesOn" },
  leftHip: { near: "leftShoulder", far: "leftKnee", opposite: "rightHip", neutral: "goesOn" },
  rightHip: { near: "rightShoulder", far: "rightKnee", opposite: "leftHip", neutral: "goesOn" },
  leftKnee: { near: "leftHip", far: "leftAnkle", opposite: "rightKnee", neutral: "goesOn" },
  rightKnee: { near: "rightHip", far: "rightAnkle", opposite: "leftKnee", neutral: "goesOn" },
};
/** 0…255: a guessed landmark would put the arc beside the body. */
const SEEN_FROM = 51;
/** Stretched, or bent all the way, noise says which way it turns: then it stays as it was. */
const CLEARLY_BENT_DEGREES = 12;
const ARC_STEP_DEGREES = 6;
/** Of the far bone. */
const ARC_RADIUS = 0.55;
const LABEL_RADIUS = 0.85;

/** `undefined` where the joint or one of its bones is not seen. */
export function limbOf(body: DrawnBody, joint: TargetJoint): Limb | undefined {
  const { near, far, opposite, neutral } = LIMBS[joint];
  const needed = [joint, near, far].map((name) => LANDMARK[name]);
  if (needed.some((index) => (body.visibility[index] ?? 0) < SEEN_FROM)) return undefined;
  const spot = (name: LandmarkName) => spotOf(body, name);
  return { joint: spot(joint), near: spot(near), far: spot(far), opposite: spot(opposite), neutral };
}

export function spotOf(body: DrawnBody, name: LandmarkName): Spot {
  const at = body.stride * LANDMARK[name];
  return {
    x: ((body.points[at] ?? 0) / IMAGE_UNITS_PER_PICTURE) * body.aspect,
    y: (body.points[at + 1] ?? 0) / IMAGE_UNITS_PER_PICTURE,
  };
}

/** `before`: which way it turned in the picture before. `undefined` for a limb without a length. */
export function targetArc(limb: Limb, degrees: number, before?: Turn): TargetArc | undefined {
  const { joint } = limb;
  const towards = minus(limb.near, joint);
  const neutral = unit(limb.neutral === "goesOn" ? { x: -towards.x, y: -towards.y } : towards);
  const bone = minus(limb.far, joint);
  const length = Math.hypot(bone.x, bone.y);
  if (neutral === undefined || length === 0) return undefined;
  const sine = cross(neutral, bone) / length;
  const cosine = (neutral.x * bone.x + neutral.y * bone.y) / length;
  const bentDegrees = (Math.abs(Math.atan2(sine, cosine)) * 180) / Math.PI;
  const isClear = bentDegrees > CLEARLY_BENT_DEGREES && bentDegrees < 180 - CLEARLY_BENT_DEGREES;
  const turn = isClear ? signOf(sine) : (before ?? signOf(cross(neutral, minus(joint, limb.opposite))));
  const at = (angleDegrees: number, radius: number) => {
    const turned = rotate(neutral, turn * angleDegrees);
    return { x: joint.x + turned.x * radius * length, y: joint.y + turned.y * radius * length };
  };
  const steps = Math.max(2, Math.ceil(degrees / ARC_STEP_DEGREES));
  const arc = Array.from({ length: steps + 1 }, (_, step) => at((degrees * step) / steps, ARC_RADIUS));
  return {
    turn,
    bentDegrees,
    reached: bentDegrees >= degrees,
    joint,
    from: at(0, 1),
    to: at(degrees, 1),
    arc,
    label: at(degrees / 2, LABEL_RADIUS),
  };
}

function signOf(value: number): Turn {
  return value < 0 ? -1 : 1;
}

function minus(a: Spot, b: Spot): Spot {
  return { x: a.x - b.x, y: a.y - b.y };
}

function cross(a: Spot, b: Spot): number {
  return a.x * b.y - a.y * b.x;
}

function unit({ x, y }: Spot): Spot | undefined {
  const length = Math.hypot(x, y);
  return length === 0 ? undefined : { x: x / length, y: y / length };
}

function rotate({ x, y }: Spot, degrees: number): Spot {
  const cosine = Math.cos((degrees * Math.PI) / 180);
  const sine = Math.sin((degrees * Math.PI) / 180);
  return { x: x * cosine - y * sine, y: x * sine + y * cosine };
}
