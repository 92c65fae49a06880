// How an avatar stands while nobody is seen in front of its camera: at ease and breathing, so that it looks present and not frozen.
import { AVATAR_SEGMENTS, type AvatarPose, type AvatarSegment } from "@ensemble/shared/movement/avatar-pose.ts";

const BREATH_SECONDS = 4.2;
const SWAY_SECONDS = 7;

/** Turns of each segment in degrees about x (forward lean is positive) and z (towards the person's left side up). */
type Turn = readonly [aboutX: number, aboutZ: number];

export function writeIdlePose(into: AvatarPose, seconds: number): AvatarPose {
  const breath = Math.sin((2 * Math.PI * seconds) / BREATH_SECONDS);
  const sway = Math.sin((2 * Math.PI * seconds) / SWAY_SECONDS);
  const turns: Record<AvatarSegment, Turn> = {
    pelvis: [0, 0.6 * sway],
    spine: [1, 0.4 * sway],
    chest: [0.5 - 0.9 * breath, -0.3 * sway],
    head: [3 + 0.5 * breath, -0.8 * sway],
    leftUpperArm: [2, 8 + 0.7 * breath],
    leftForearm: [-9, 5],
    leftHand: [-7, 3],
    rightUpperArm: [2, -8 - 0.7 * breath],
    rightForearm: [-9, -5],
    rightHand: [-7, -3],
    leftThigh: [0, 2 + 0.6 * sway],
    leftShin: [0, 2 + 0.6 * sway],
    leftFoot: [0, 0],
    rightThigh: [0, -2 + 0.6 * sway],
    rightShin: [0, -2 + 0.6 * sway],
    rightFoot: [0, 0],
  };
  AVATAR_SEGMENTS.forEach((segment, index) => {
    writeTurn(into.rotations, 4 * index, turns[segment]);
  });
  into.hipHeight = 1;
  into.tracked = false;
  return into;
}

function writeTurn(rotations: Float64Array, at: number, [xDegrees, zDegrees]: Turn): void {
  const [x, z] = [(xDegrees * Math.PI) / 360, (zDegrees * Math.PI) / 360];
  const [sx, cx, sz, cz] = [Math.sin(x), Math.cos(x), Math.sin(z), Math.cos(z)];
  rotations[at] = cz * sx;
  rotations[at + 1] = sz * sx;
  rotations[at + 2] = sz * cx;
  rotations[at + 3] = cz * cx;
}
