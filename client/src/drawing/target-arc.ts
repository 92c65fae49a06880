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
  /** Where the far bone goes as the joint bends, by the feet: as long as a foot looks from here. Missing where no foot is seen. */
  readonly bendsTowards?: Spot | undefined;
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

interface Bones {
  readonly near: LandmarkName;
  readonly far: LandmarkName;
  readonly opposite: TargetJoint;
  readonly neutral: Limb["neutral"];
}
const LIMBS: Readonly<Record<TargetJoint, Bones>> = {
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
/** In picture heights, across the limb: a foot seen more from the front than this says nothing of its side. */
const CLEARLY_ACROSS = 0.04;
const ARC_STEP_DEGREES = 6;
/** Of the far bone. */
const ARC_RADIUS = 0.55;
const LABEL_RADIUS = 0.85;

/** `undefined` where the joint or one of its bones is not seen. */
export function limbOf(body: DrawnBody, joint: TargetJoint): Limb | undefined {
  if (sightOf(body, joint) < SEEN_FROM) return undefined;
  const { near, far, opposite, neutral } = LIMBS[joint];
  const spot = (name: LandmarkName) => spotOf(body, name);
  const forwards = forwardsOf(body);
  // A knee alone bends backwards.
  const isKnee = joint === "leftKnee" || joint === "rightKnee";
  const bendsTowards = forwards && isKnee ? { x: -forwards.x, y: -forwards.y } : forwards;
  return { joint: spot(joint), near: spot(near), far: spot(far), opposite: spot(opposite), neutral, bendsTowards };
}

export function oppositeOf(joint: TargetJoint): TargetJoint {
  return LIMBS[joint].opposite;
}

/** How well the joint with both its bones is seen, 0…255. */
export function sightOf(body: DrawnBody, joint: TargetJoint): number {
  const { near, far } = LIMBS[joint];
  return Math.min(...[joint, near, far].map((name) => body.visibility[LANDMARK[name]] ?? 0));
}

export function spotOf(body: DrawnBody, name: LandmarkName): Spot {
  const at = body.stride * LANDMARK[name];
  return {
    x: ((body.points[at] ?? 0) / IMAGE_UNITS_PER_PICTURE) * body.aspect,
    y: (body.points[at + 1] ?? 0) / IMAGE_UNITS_PER_PICTURE,
  };
}

/** From heel to toe, of the feet that are seen: feet that are turned out make up for each other. */
function forwardsOf(body: DrawnBody): Spot | undefined {
  const feet = (["left", "right"] as const).filter((side) =>
    [LANDMARK[`${side}Heel`], LANDMARK[`${side}FootIndex`]].every((at) => (body.visibility[at] ?? 0) >= SEEN_FROM),
  );
  if (feet.length === 0) return undefined;
  const ways = feet.map((side) => minus(spotOf(body, `${side}FootIndex`), spotOf(body, `${side}Heel`)));
  const mean = (axis: "x" | "y") => ways.reduce((sum, way) => sum + way[axis], 0) / ways.length;
  return { x: mean("x"), y: mean("y") };
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
  const turn = isClear ? signOf(sine) : (before ?? usualTurn(limb, neutral));
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

/** Of a limb that was never seen bent: as joints bend, and seen from the front away from the other side. */
function usualTurn({ joint, opposite, bendsTowards }: Limb, neutral: Spot): Turn {
  const across = bendsTowards === undefined ? 0 : cross(neutral, bendsTowards);
  return signOf(Math.abs(across) >= CLEARLY_ACROSS ? across : cross(neutral, minus(joint, opposite)));
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
