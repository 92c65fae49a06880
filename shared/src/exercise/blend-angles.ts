// One posture passing into another.
import { type JointAngles, LIMB_JOINTS, TRUNK_JOINTS } from "./exercise.ts";

/** into = from + (to − from) × weight; `into` may be one of the two. */
export function blendAngles(from: JointAngles, to: JointAngles, weight: number, into: JointAngles): JointAngles {
  for (const side of ["left", "right"] as const) {
    for (const joint of LIMB_JOINTS) {
      into[side][joint] = from[side][joint] + weight * (to[side][joint] - from[side][joint]);
    }
  }
  for (const joint of TRUNK_JOINTS) {
    into.trunk[joint] = from.trunk[joint] + weight * (to.trunk[joint] - from.trunk[joint]);
  }
  return into;
}
