// Which joint of a body is meant by a place of its picture. Pure.
import {
  HIGHEST_COORDINATE,
  type PicturePoint,
  TARGET_JOINTS,
  type TargetJoint,
} from "@ensemble/shared/session/annotation.ts";
import type { DrawnBody } from "../camera/draw-skeleton.ts";
import { limbOf } from "./target-arc.ts";

/** In picture heights. */
const FARTHEST = 0.15;

export function nearestJoint(body: DrawnBody, [x, y]: PicturePoint): TargetJoint | undefined {
  const at = { x: (x / HIGHEST_COORDINATE) * body.aspect, y: y / HIGHEST_COORDINATE };
  let nearest: TargetJoint | undefined;
  let distance = FARTHEST;
  for (const joint of TARGET_JOINTS) {
    const limb = limbOf(body, joint);
    if (limb === undefined) continue;
    const away = Math.hypot(limb.joint.x - at.x, limb.joint.y - at.y);
    if (away > distance) continue;
    distance = away;
    nearest = joint;
  }
  return nearest;
}
