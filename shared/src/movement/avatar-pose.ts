// What an avatar needs of a body: how each segment is turned, nothing from which a face could be read.
import {
  copyQuaternion,
  createQuaternion,
  type Quaternion,
  quaternionFromAxes,
  setQuaternion,
} from "../geometry/quaternion.ts";
import {
  addScaledVector,
  copyVector,
  createVector,
  crossProduct,
  midpoint,
  normaliseVector,
  removeComponent,
  subtractVectors,
  type Vector,
  vectorLength,
} from "../geometry/vector.ts";
import { createBodyPoints, readBodyPoints } from "./body-points.ts";
import { heightAboveGround } from "./ground-contact.ts";
import { LANDMARK } from "./landmarks.ts";
import { LIMB_LANDMARKS } from "./limb-landmarks.ts";
import type { Side } from "./motion.ts";
import type { PoseFrame } from "./pose-frame.ts";
import { Axes, bendSegment, copyAxes, hangSegment } from "./segment-axes.ts";

export const AVATAR_SEGMENTS = [
  "pelvis",
  "spine",
  "chest",
  "head",
  "leftUpperArm",
  "leftForearm",
  "leftHand",
  "rightUpperArm",
  "rightForearm",
  "rightHand",
  "leftThigh",
  "leftShin",
  "leftFoot",
  "rightThigh",
  "rightShin",
  "rightFoot",
] as const;
export type AvatarSegment = (typeof AVATAR_SEGMENTS)[number];
export const AVATAR_SEGMENT_COUNT = 16;

export interface AvatarPose {
  /**
   * x, y, z, w of each segment in the order of AVATAR_SEGMENTS: its global orientation in the frame x = person's left, y = up,
   * z = towards the camera, right-handed. Identity is the neutral position: upright, arms hanging, palms to the thighs.
   */
  rotations: Float64Array;
  /** Hip centre above the lowest foot point ÷ the same when standing; 1 is standing. */
  hipHeight: number;
  /** False when nobody is seen: the last pose is kept. */
  tracked: boolean;
}

export function createAvatarPose(): AvatarPose {
  const rotations = new Float64Array(4 * AVATAR_SEGMENT_COUNT);
  for (let i = 0; i < AVATAR_SEGMENT_COUNT; i++) rotations[4 * i + 3] = 1;
  return { rotations, hipHeight: 1, tracked: false };
}

/** Where a segment's four numbers begin in `rotations`. */
export const AVATAR_OFFSET = Object.freeze(
  Object.fromEntries(AVATAR_SEGMENTS.map((segment, index) => [segment, 4 * index])) as Record<AvatarSegment, number>,
);

const LIMB_OFFSETS = { left: limbOffsets("left"), right: limbOffsets("right") };

function limbOffsets(side: Side) {
  return {
    upperArm: AVATAR_OFFSET[`${side}UpperArm`],
    forearm: AVATAR_OFFSET[`${side}Forearm`],
    hand: AVATAR_OFFSET[`${side}Hand`],
    thigh: AVATAR_OFFSET[`${side}Thigh`],
    shin: AVATAR_OFFSET[`${side}Shin`],
    foot: AVATAR_OFFSET[`${side}Foot`],
  };
}

// Ankle above the floor ÷ thigh and shin together in the reference body (0.039 ÷ 0.491 of stature).
const FOOT_HEIGHT_SHARE = 0.039 / 0.491;
/** Thigh and shin of stature, as the reference body has them. */
const LEGS_OF_STATURE = 0.491;
/** The nose lies this much below the ears for its distance before them, with the gaze level. Project assumption. */
const NOSE_BELOW_EARS = 0.233;
const body = createBodyPoints();
const pelvis = new Axes();
const chest = new Axes();
const head = new Axes();
const upper = new Axes();
const lower = new Axes();
const end = new Axes();
const hips = createVector();
const shoulders = createVector();
const work = createVector();
const segment = createVector();
const pelvisTurn = createQuaternion();
const chestTurn = createQuaternion();
const turn = createQuaternion();

/** Mutates `into`; parts that are not seen follow the part they hang on. */
export function readAvatarPose(frame: PoseFrame, into: AvatarPose): AvatarPose {
  into.tracked = readBodyPoints(frame, body) && readTrunk();
  if (!into.tracked) return into;
  write(into, AVATAR_OFFSET.pelvis, pelvis, pelvisTurn);
  write(into, AVATAR_OFFSET.chest, chest, chestTurn);
  meanTurn(turn, pelvisTurn, chestTurn);
  store(into, AVATAR_OFFSET.spine, turn);
  readHead();
  write(into, AVATAR_OFFSET.head, head, turn);
  readArm("left", into);
  readArm("right", into);
  readLeg("left", into);
  readLeg("right", into);
  readHipHeight(into);
  return into;
}

function readTrunk(): boolean {
  midpoint(hips, point(LANDMARK.leftHip), point(LANDMARK.rightHip));
  midpoint(shoulders, point(LANDMARK.leftShoulder), point(LANDMARK.rightShoulder));
  subtractVectors(chest.y, shoulders, hips);
  subtractVectors(pelvis.x, point(LANDMARK.leftHip), point(LANDMARK.rightHip));
  subtractVectors(chest.x, point(LANDMARK.leftShoulder), point(LANDMARK.rightShoulder));
  if (normaliseVector(chest.y) === 0 || normaliseVector(pelvis.x) === 0) return false;
  removeComponent(chest.x, chest.y);
  copyVector(pelvis.y, chest.y);
  removeComponent(pelvis.y, pelvis.x);
  if (normaliseVector(chest.x) === 0 || normaliseVector(pelvis.y) === 0) return false;
  crossProduct(pelvis.z, pelvis.x, pelvis.y);
  crossProduct(chest.z, chest.x, chest.y);
  return true;
}

// From the ears' line and the nose before it; sensors that put all points of the head in one place leave it to the chest.
function readHead(): void {
  copyAxes(head, chest);
  if (!(seen(LANDMARK.leftEar) && seen(LANDMARK.rightEar) && seen(LANDMARK.nose))) return;
  subtractVectors(head.x, point(LANDMARK.leftEar), point(LANDMARK.rightEar));
  midpoint(work, point(LANDMARK.leftEar), point(LANDMARK.rightEar));
  subtractVectors(head.z, point(LANDMARK.nose), work);
  if (normaliseVector(head.x) < 0.05 || normaliseVector(head.z) < 0.03) {
    copyAxes(head, chest);
    return;
  }
  removeComponent(head.z, head.x);
  if (normaliseVector(head.z) === 0) {
    copyAxes(head, chest);
    return;
  }
  crossProduct(head.y, head.z, head.x);
  addScaledVector(head.z, head.z, head.y, NOSE_BELOW_EARS);
  normaliseVector(head.z);
  crossProduct(head.y, head.z, head.x);
}

function readArm(side: Side, into: AvatarPose): void {
  const at = LIMB_LANDMARKS[side];
  const offset = LIMB_OFFSETS[side];
  copyAxes(upper, chest);
  if (seen(at.elbow)) hangSegment(upper, chest, point(at.shoulder), point(at.elbow));
  copyAxes(lower, upper);
  if (seen(at.elbow) && seen(at.wrist)) {
    // The elbow bends forward.
    bendSegment(upper, lower, point(at.elbow), point(at.wrist), 1);
  }
  copyAxes(end, lower);
  if (seen(at.wrist) && seen(at.index) && seen(at.pinky)) {
    midpoint(work, point(at.index), point(at.pinky));
    hangSegment(end, lower, point(at.wrist), work);
  }
  write(into, offset.upperArm, upper, turn);
  write(into, offset.forearm, lower, turn);
  write(into, offset.hand, end, turn);
}

function readLeg(side: Side, into: AvatarPose): void {
  const at = LIMB_LANDMARKS[side];
  const offset = LIMB_OFFSETS[side];
  copyAxes(upper, pelvis);
  if (seen(at.knee)) hangSegment(upper, pelvis, point(at.hip), point(at.knee));
  copyAxes(lower, upper);
  if (seen(at.knee) && seen(at.ankle)) {
    // The knee bends backward.
    bendSegment(upper, lower, point(at.knee), point(at.ankle), -1);
  }
  copyAxes(end, lower);
  if (seen(at.ankle) && seen(at.toe)) readFoot(side);
  write(into, offset.thigh, upper, turn);
  write(into, offset.shin, lower, turn);
  write(into, offset.foot, end, turn);
}

function readFoot(side: Side): void {
  const at = LIMB_LANDMARKS[side];
  subtractVectors(end.z, point(at.toe), point(at.heel));
  // Where the heel stands at the ankle, the sole is taken parallel to the line from the ankle, lowered by the foot's height.
  subtractVectors(work, point(at.heel), point(at.ankle));
  if (vectorLength(work) < 0.01) addScaledVector(end.z, end.z, lower.y, FOOT_HEIGHT_SHARE * legLength(side));
  if (normaliseVector(end.z) === 0) {
    copyAxes(end, lower);
    return;
  }
  copyVector(end.x, lower.x);
  removeComponent(end.x, end.z);
  if (normaliseVector(end.x) === 0) {
    copyAxes(end, lower);
    return;
  }
  crossProduct(end.y, end.z, end.x);
}

function readHipHeight(into: AvatarPose): void {
  const legs = (legLength("left") + legLength("right")) / 2;
  if (legs === 0) return;
  const height = heightAboveGround(body.points, hips.y, legs / LEGS_OF_STATURE);
  into.hipHeight = Math.max(0.1, Math.min(1.2, height / (legs * (1 + FOOT_HEIGHT_SHARE))));
}

function legLength(side: Side): number {
  const at = LIMB_LANDMARKS[side];
  subtractVectors(segment, point(at.knee), point(at.hip));
  const thigh = vectorLength(segment);
  subtractVectors(segment, point(at.ankle), point(at.knee));
  return thigh + vectorLength(segment);
}

function write(into: AvatarPose, offset: number, axes: Axes, quaternion: Quaternion): void {
  quaternionFromAxes(quaternion, axes.x, axes.y, axes.z);
  store(into, offset, quaternion);
}

function store({ rotations }: AvatarPose, offset: number, { x, y, z, w }: Quaternion): void {
  const length = Math.sqrt(x * x + y * y + z * z + w * w);
  const scale = w < 0 ? -1 / length : 1 / length;
  rotations[offset] = x * scale;
  rotations[offset + 1] = y * scale;
  rotations[offset + 2] = z * scale;
  rotations[offset + 3] = w * scale;
}

function meanTurn(into: Quaternion, a: Quaternion, b: Quaternion): void {
  const sign = a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w < 0 ? -1 : 1;
  copyQuaternion(into, a);
  setQuaternion(into, a.x + sign * b.x, a.y + sign * b.y, a.z + sign * b.z, a.w + sign * b.w);
}

function point(index: number): Vector {
  return body.points[index]!;
}

function seen(index: number): boolean {
  return body.seen[index] === 1;
}
