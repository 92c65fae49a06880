// What a body touches the ground with: the soles, or the flesh around the joints of somebody who lies, kneels or leans on the hands.
import type { Vector } from "../geometry/vector.ts";
import { LANDMARK } from "./landmarks.ts";

/** From a joint's centre to the skin it lies on, as parts of stature. Project assumption. */
const DEPTHS: readonly (readonly [number, number])[] = (["left", "right"] as const).flatMap((side) => [
  [LANDMARK[`${side}Ankle`], 0],
  [LANDMARK[`${side}Heel`], 0],
  [LANDMARK[`${side}FootIndex`], 0],
  [LANDMARK[`${side}Knee`], 0.03],
  [LANDMARK[`${side}Hip`], 0.055],
  [LANDMARK[`${side}Shoulder`], 0.055],
  [LANDMARK[`${side}Elbow`], 0.025],
  [LANDMARK[`${side}Wrist`], 0.015],
  [LANDMARK[`${side}Ear`], 0.05],
]);
/** The same as two lists: read for every body of every frame, without a pair being made for each. */
const INDICES = Uint8Array.from(DEPTHS, ([index]) => index);
const SHARES = Float64Array.from(DEPTHS, ([, share]) => share);

/** How far `originHeight` lies above the ground under the body's lowest part; y is up, all in one unit, `stature` too. */
export function heightAboveGround(points: readonly Vector[], originHeight: number, stature: number): number {
  let height = 0;
  for (let at = 0; at < INDICES.length; at++)
    height = Math.max(height, originHeight + SHARES[at]! * stature - points[INDICES[at]!]!.y);
  return height;
}
