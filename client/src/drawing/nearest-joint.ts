// Which joint of a body is meant by a place of its picture. Pure.
import {
  HIGHEST_COORDINATE,
  type PicturePoint,
  TARGET_JOINTS,
  type TargetJoint,
} from "@ensemble/shared/session/annotation.ts";
import type { DrawnBody } from "../camera/draw-skeleton.ts";
import { type Limb, limbOf, oppositeOf, sightOf } from "./target-arc.ts";

/** In picture heights. */
const FARTHEST = 0.15;
/** In picture heights: from the side one leg is in front of the other, and where the hidden one is is but guessed. */
const BEHIND_WITHIN = 0.08;
/** 0…255: so much better seen is the one in front. */
const CLEARLY_BETTER_SEEN = 26;

/** The nearest that is seen; of a pair, one of which hides the other, the one in front: that is what one sees and points at. */
export function nearestJoint(body: DrawnBody, [x, y]: PicturePoint): TargetJoint | undefined {
  const at = { x: (x / HIGHEST_COORDINATE) * body.aspect, y: y / HIGHEST_COORDINATE };
  let nearest: { readonly joint: TargetJoint; readonly limb: Limb } | undefined;
  let distance = FARTHEST;
  for (const joint of TARGET_JOINTS) {
    const limb = limbOf(body, joint);
    if (limb === undefined) continue;
    const away = Math.hypot(limb.joint.x - at.x, limb.joint.y - at.y);
    if (away > distance) continue;
    distance = away;
    nearest = { joint, limb };
  }
  if (nearest === undefined) return undefined;
  const { joint, limb } = nearest;
  const other = oppositeOf(joint);
  const isOneBehindTheOther =
    Math.hypot(limb.joint.x - limb.opposite.x, limb.joint.y - limb.opposite.y) < BEHIND_WITHIN;
  const isTheOneBehind = isOneBehindTheOther && sightOf(body, other) - sightOf(body, joint) >= CLEARLY_BETTER_SEEN;
  return isTheOneBehind ? other : joint;
}
