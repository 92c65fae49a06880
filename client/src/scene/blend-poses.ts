// Between two poses of the same body, and a pose as a mirror shows it; written into given poses, for every frame.
import { AVATAR_SEGMENTS, type AvatarPose, type AvatarSegment } from "@ensemble/shared/movement/avatar-pose.ts";

const MIRROR_PARTNER: readonly number[] = AVATAR_SEGMENTS.map((segment) => {
  const partner = segment.startsWith("left") ? segment.replace("left", "right") : segment.replace("right", "left");
  return AVATAR_SEGMENTS.indexOf(partner as AvatarSegment);
});
const LEGS = ["leftThigh", "leftShin", "leftFoot", "rightThigh", "rightShin", "rightFoot", "pelvis"];
const IS_LEG: readonly boolean[] = AVATAR_SEGMENTS.map((segment) => LEGS.includes(segment));

export function copyAvatarPose(into: AvatarPose, from: AvatarPose): AvatarPose {
  into.rotations.set(from.rotations);
  into.hipHeight = from.hipHeight;
  into.tracked = from.tracked;
  return into;
}

/**
 * Share 0 is `a`, 1 is `b`; below 0 and above 1 the movement goes on as it was. Each segment turns the shorter way.
 * `legShare` keeps pelvis and legs at another share: who sits stays seated.
 */
export function blendPoses(
  into: AvatarPose,
  a: AvatarPose,
  b: AvatarPose,
  share: number,
  legShare = share,
): AvatarPose {
  for (let segment = 0; segment < AVATAR_SEGMENTS.length; segment++) {
    blendRotation(into.rotations, a.rotations, b.rotations, 4 * segment, IS_LEG[segment] ? legShare : share);
  }
  into.hipHeight = a.hipHeight + (b.hipHeight - a.hipHeight) * legShare;
  into.tracked = share < 0.5 ? a.tracked : b.tracked;
  return into;
}

/** Left and right change places: raising the left arm raises the arm on the same side of the screen, as in a mirror. */
export function mirrorPose(into: AvatarPose, from: AvatarPose): AvatarPose {
  for (let segment = 0; segment < AVATAR_SEGMENTS.length; segment++) {
    const [to, at] = [4 * segment, 4 * MIRROR_PARTNER[segment]!];
    into.rotations[to] = from.rotations[at]!;
    into.rotations[to + 1] = -from.rotations[at + 1]!;
    into.rotations[to + 2] = -from.rotations[at + 2]!;
    into.rotations[to + 3] = from.rotations[at + 3]!;
  }
  into.hipHeight = from.hipHeight;
  into.tracked = from.tracked;
  return into;
}

// Spherical, so that a joint turns evenly also over the wide steps of a slow sender.
function blendRotation(into: Float64Array, a: Float64Array, b: Float64Array, at: number, share: number): void {
  let dot = 0;
  for (let k = 0; k < 4; k++) dot += a[at + k]! * b[at + k]!;
  const sign = dot < 0 ? -1 : 1;
  const angle = Math.acos(Math.min(1, Math.abs(dot)));
  const sine = Math.sin(angle);
  const [shareA, shareB] =
    sine < 1e-4 ? [1 - share, share] : [Math.sin((1 - share) * angle) / sine, Math.sin(share * angle) / sine];
  let squares = 0;
  for (let k = 0; k < 4; k++) {
    const value = shareA * a[at + k]! + sign * shareB * b[at + k]!;
    into[at + k] = value;
    squares += value * value;
  }
  const length = Math.sqrt(squares) || 1;
  for (let k = 0; k < 4; k++) into[at + k]! /= length;
}
