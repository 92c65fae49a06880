// Where a joint of a figure is on its stage, as it stands, metres.
import type { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { AvatarRig } from "./avatar-rig.ts";

/** `joint`: index of its bone. Writes into `into` and returns it. */
export function readJointPlace({ solved, skeleton, mesh }: AvatarRig, joint: number, into: Vector3): Vector3 {
  const hips = skeleton.bones[0]!.position;
  return into.set(
    hips.x + solved.joints[3 * joint]!,
    hips.y + solved.joints[3 * joint + 1]! + mesh.position.y,
    hips.z + solved.joints[3 * joint + 2]!,
  );
}
