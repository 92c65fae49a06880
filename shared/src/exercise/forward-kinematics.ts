// From joint angles to a body: the 33 landmarks as a camera's model gives them, and the avatar's segment rotations.
// The same conventions as movement/clinical-angles.ts, so that what is put in is what is measured.
import {
  createQuaternion,
  multiplyQuaternions,
  type Quaternion,
  quaternionFromAxis,
  rotateVector,
} from "../geometry/quaternion.ts";
import { cosine, RADIANS_PER_DEGREE, sine } from "../geometry/trigonometry.ts";
import { createVector, setVector, type Vector } from "../geometry/vector.ts";
import { AVATAR_OFFSET, type AvatarPose, type AvatarSegment } from "../movement/avatar-pose.ts";
import { heightAboveGround } from "../movement/ground-contact.ts";
import { LANDMARK, LANDMARK_COUNT } from "../movement/landmarks.ts";
import { LIMB_LANDMARKS } from "../movement/limb-landmarks.ts";
import type { Side } from "../movement/motion.ts";
import type { JointAngles } from "./exercise.ts";
import { SKELETON, SKELETON_DETAILS } from "./skeleton.ts";

const X: Vector = { x: 1, y: 0, z: 0 };
const Y: Vector = { x: 0, y: 1, z: 0 };
const Z: Vector = { x: 0, y: 0, z: 1 };
/** Hip centre above the floor when standing, as a part of stature. */
const STANDING_HIPS = SKELETON.ankleHeight + SKELETON.shin + SKELETON.thigh;

export type SegmentRotations = Record<AvatarSegment, Quaternion>;

export interface ReferenceBody {
  rotations: SegmentRotations;
  /** x = person's left, y = up, z = forward, metres, origin between the hips. */
  points: Vector[];
  /** Hip centre above the ground on which the lowest part of the body lies or stands, metres. */
  hipHeightMetres: number;
}

export function createReferenceBody(): ReferenceBody {
  const rotations = Object.fromEntries(
    Object.keys(AVATAR_OFFSET).map((segment) => [segment, createQuaternion()]),
  ) as SegmentRotations;
  return { rotations, points: Array.from({ length: LANDMARK_COUNT }, () => createVector()), hipHeightMetres: 0 };
}

/** Poses the body; mutates and returns `into`. */
export function poseReferenceBody(angles: JointAngles, statureMetres: number, into: ReferenceBody): ReferenceBody {
  turnSegments(angles, into.rotations);
  placePoints(into, angles, statureMetres);
  into.hipHeightMetres = heightAboveGround(into.points, 0, statureMetres);
  return into;
}

/**
 * Writes 33 × (x, y, z) as world landmarks (metres, down +y, towards the camera −z) of a body turned by `viewDegrees`
 * (90: the person's left side to the camera).
 */
export function writeWorldLandmarks(body: ReferenceBody, viewDegrees: number, into: Float64Array): void {
  quaternionFromAxis(turned, Y, -viewDegrees * RADIANS_PER_DEGREE);
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    rotateVector(work, turned, body.points[i]!);
    into[3 * i] = work.x;
    into[3 * i + 1] = -work.y;
    into[3 * i + 2] = -work.z;
  }
}

/** The avatar's pose straight from the angles: the demonstration, exact and without landmarks between. */
export function writeAvatarPose(body: ReferenceBody, statureMetres: number, into: AvatarPose): AvatarPose {
  for (const segment of Object.keys(AVATAR_OFFSET) as AvatarSegment[]) {
    const { x, y, z, w } = body.rotations[segment];
    const offset = AVATAR_OFFSET[segment];
    const sign = w < 0 ? -1 : 1;
    into.rotations[offset] = sign * x;
    into.rotations[offset + 1] = sign * y;
    into.rotations[offset + 2] = sign * z;
    into.rotations[offset + 3] = sign * w;
  }
  into.hipHeight = body.hipHeightMetres / (STANDING_HIPS * statureMetres);
  into.tracked = true;
  return into;
}

const turned = createQuaternion();
const hipAxes = createQuaternion();
const shoulderAxes = createQuaternion();
const step = createQuaternion();
const work = createVector();
const offset = createVector();

/** Put together once: a figure is posed for every picture. */
const NAMES_OF = { left: namesOf("left"), right: namesOf("right") };

function namesOf(side: Side) {
  return {
    thigh: `${side}Thigh`,
    shin: `${side}Shin`,
    foot: `${side}Foot`,
    upperArm: `${side}UpperArm`,
    forearm: `${side}Forearm`,
    hand: `${side}Hand`,
    points: {
      ear: LANDMARK[`${side}Ear`],
      eyeInner: LANDMARK[`${side}EyeInner`],
      eye: LANDMARK[`${side}Eye`],
      eyeOuter: LANDMARK[`${side}EyeOuter`],
      mouth: side === "left" ? LANDMARK.mouthLeft : LANDMARK.mouthRight,
      ...LIMB_LANDMARKS[side],
    },
  } as const;
}

function turnSegments({ left, right, trunk }: JointAngles, r: SegmentRotations): void {
  quaternionFromAxis(r.pelvis, X, trunk.trunkFlexion * RADIANS_PER_DEGREE);
  turn(r.pelvis, Y, -trunk.bodyRoll);
  copy(r.spine, r.pelvis);
  turn(r.pelvis, Z, trunk.pelvicObliquity);
  copy(hipAxes, r.pelvis);
  turn(r.spine, Z, -trunk.trunkLateralFlexion);
  copy(shoulderAxes, r.spine);
  turn(shoulderAxes, Y, trunk.trunkRotation);
  turn(r.spine, Y, trunk.trunkRotation / 2);
  copy(r.chest, shoulderAxes);
  // A curled back is shown by pelvis and chest; the joints hang on the trunk's straight axis, which is what a camera can measure.
  turn(r.pelvis, X, -trunk.spineFlexion / 2);
  turn(r.chest, X, trunk.spineFlexion / 2);
  copy(r.head, r.chest);
  turn(r.head, X, trunk.neckFlexion);
  turn(r.head, Z, -trunk.neckLateralFlexion);
  turn(r.head, Y, trunk.neckRotation);
  for (const side of ["left", "right"] as const) {
    const limb = side === "left" ? left : right;
    const outward = side === "left" ? 1 : -1;
    const of = NAMES_OF[side];
    const thigh = r[of.thigh];
    copy(thigh, hipAxes);
    turn(thigh, X, -limb.hipFlexion);
    turn(thigh, Z, outward * limb.hipAbduction);
    turn(thigh, Y, outward * limb.hipRotation);
    copy(r[of.shin], thigh);
    turn(r[of.shin], X, limb.kneeFlexion);
    copy(r[of.foot], r[of.shin]);
    turn(r[of.foot], X, -limb.ankleDorsiflexion);
    turn(r[of.foot], Z, -outward * limb.ankleInversion);
    const arm = r[of.upperArm];
    copy(arm, shoulderAxes);
    swingArm(arm, limb.shoulderFlexion, limb.shoulderAbduction, outward);
    turn(arm, Y, outward * limb.shoulderRotation);
    copy(r[of.forearm], arm);
    turn(r[of.forearm], X, -limb.elbowFlexion);
    copy(r[of.hand], r[of.forearm]);
    turn(r[of.hand], Y, -outward * limb.forearmPronation);
    turn(r[of.hand], Z, -outward * limb.wristFlexion);
  }
}

/** Elevation is the length of (flexion, abduction), its plane their direction. */
function swingArm(arm: Quaternion, flexion: number, abduction: number, outward: number): void {
  const elevation = Math.sqrt(flexion * flexion + abduction * abduction);
  if (elevation < 1e-9) return;
  setVector(work, -flexion / elevation, 0, (outward * abduction) / elevation);
  quaternionFromAxis(step, work, elevation * RADIANS_PER_DEGREE);
  multiplyQuaternions(arm, arm, step);
}

function placePoints({ rotations: r, points }: ReferenceBody, angles: JointAngles, stature: number): void {
  const s = SKELETON;
  const d = SKELETON_DETAILS;
  const at = (index: number) => points[index]!;
  setVector(shoulderCentre, 0, 0, 0);
  attach(shoulderCentre, shoulderCentre, shoulderAxes, 0, s.trunk * stature, 0);
  setVector(headCentre, 0, 0, 0);
  attach(headCentre, shoulderCentre, r.head, 0, s.neckAndHead * stature, 0);
  attach(at(LANDMARK.nose), headCentre, r.head, 0, -d.noseDown * stature, d.noseForward * stature);
  for (const side of ["left", "right"] as const) {
    const out = (side === "left" ? 1 : -1) * stature;
    const of = NAMES_OF[side];
    placeFace(at, side, out, r.head, stature);
    const hip = at(of.points.hip);
    setVector(hip, 0, 0, 0);
    attach(hip, hip, hipAxes, (out * s.hipWidth) / 2, 0, 0);
    const knee = attach(at(of.points.knee), hip, r[of.thigh], 0, -s.thigh * stature, 0);
    const ankle = attach(at(of.points.ankle), knee, r[of.shin], 0, -s.shin * stature, 0);
    const foot = r[of.foot];
    const sole = -s.ankleHeight * stature;
    attach(at(of.points.heel), ankle, foot, 0, sole, -d.heelBack * stature);
    attach(at(of.points.toe), ankle, foot, 0, sole, (s.footLength - d.heelBack) * stature);
    const girdle = (s.shoulderWidth / 2) * stature;
    const up = angles[side].scapularElevation * RADIANS_PER_DEGREE;
    const back = angles[side].scapularRetraction * RADIANS_PER_DEGREE;
    const shoulder = attach(
      at(of.points.shoulder),
      shoulderCentre,
      shoulderAxes,
      (side === "left" ? 1 : -1) * girdle * cosine(up) * cosine(back),
      girdle * sine(up),
      -girdle * sine(back),
    );
    const elbow = attach(at(of.points.elbow), shoulder, r[of.upperArm], 0, -s.upperArm * stature, 0);
    const wrist = attach(at(of.points.wrist), elbow, r[of.forearm], 0, -s.forearm * stature, 0);
    const hand = r[of.hand];
    const finger = -s.hand * 0.85 * stature;
    attach(at(of.points.index), wrist, hand, 0, finger, d.fingerHalfSpread * stature);
    attach(at(of.points.pinky), wrist, hand, 0, finger, -d.fingerHalfSpread * stature);
    attach(at(of.points.thumb), wrist, hand, 0, finger / 2, d.thumbForward * stature);
  }
}

function placeFace(at: (index: number) => Vector, side: Side, out: number, head: Quaternion, stature: number): void {
  const d = SKELETON_DETAILS;
  const { points } = NAMES_OF[side];
  attach(at(points.ear), headCentre, head, out * d.earHalfWidth, 0, 0);
  const eyes = d.eyeForward * stature;
  attach(at(points.eyeInner), headCentre, head, out * 0.01, 0.008 * stature, eyes);
  attach(at(points.eye), headCentre, head, out * 0.018, 0.008 * stature, eyes);
  attach(at(points.eyeOuter), headCentre, head, out * 0.026, 0.008 * stature, eyes * 0.9);
  attach(at(points.mouth), headCentre, head, out * d.mouthHalfWidth, -d.mouthDown * stature, d.mouthForward * stature);
}

const shoulderCentre = createVector();
const headCentre = createVector();

/** into = from + rotation × (x, y, z). */
function attach(into: Vector, from: Vector, rotation: Quaternion, x: number, y: number, z: number): Vector {
  rotateVector(work, rotation, setVector(offset, x, y, z));
  return setVector(into, from.x + work.x, from.y + work.y, from.z + work.z);
}

function turn(rotation: Quaternion, axis: Vector, degrees: number): void {
  if (degrees === 0) return;
  quaternionFromAxis(step, axis, degrees * RADIANS_PER_DEGREE);
  multiplyQuaternions(rotation, rotation, step);
}

function copy(into: Quaternion, from: Quaternion): void {
  into.x = from.x;
  into.y = from.y;
  into.z = from.z;
  into.w = from.w;
}
