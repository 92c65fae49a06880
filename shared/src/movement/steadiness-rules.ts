// Whether the body stands still around the movement [QUA11]: swaying is what trunk and hips travel beyond one way there and back, and in a
// hold what the held angle itself travels beyond sinking or rising once.
import { cameraErrorDegrees, isJudged } from "./camera-error.ts";
import type { CourseMemory } from "./movement-course.ts";
import type { View } from "./movement-rule.ts";
import { type PostureMemory, type ReferencePosture, STROKE_DEGREES, swayDegrees, WATCHED, wasSeen } from "./posture.ts";

/** Where swaying shows: leaning, and the hips over the feet. */
const SWAYING: ReadonlySet<string> = new Set(["trunkFlexion", "trunkLateralFlexion", "weightShift"]);
/** A hold is judged from where this share of its height is first reached to where it is last left. */
const HELD_FROM = 0.85;
/** In degrees beyond the reference, of the angle that sways most. Project assumption. */
const SWAY = { tolerated: 2, none: 12 };

/** 0…1; null where no angle that shows it can be trusted from there. `held`: of an exercise that asks for a hold, its counted angle. */
export function judgeSteadiness(
  posture: PostureMemory,
  expected: ReferencePosture,
  view: View,
  held: { course: CourseMemory; degreesPerShare: number } | null,
): number | null {
  let sway = held === null ? null : holdSwayDegrees(held.course, held.degreesPerShare);
  for (let i = 0; i < WATCHED.length; i++) {
    const { motion } = WATCHED[i]!;
    if (!SWAYING.has(motion) || !wasSeen(posture, i) || !expected.judged[i]) continue;
    if (!isJudged(cameraErrorDegrees(motion, view))) continue;
    sway = Math.max(sway ?? 0, swayDegrees(posture, i) - expected.sway[i]!);
  }
  if (sway === null) return null;
  return Math.max(0, Math.min(1, (SWAY.none - sway) / (SWAY.none - SWAY.tolerated)));
}

/** Degrees travelled in strokes large enough to be none of the camera's, beyond the range that was used. */
function holdSwayDegrees({ shares, count }: CourseMemory, degreesPerShare: number): number {
  let highest = 0;
  for (let i = 1; i < count; i++) if (shares[i]! > shares[highest]!) highest = i;
  const from = HELD_FROM * shares[highest]!;
  const stroke = STROKE_DEGREES / degreesPerShare;
  let first = 0;
  while (shares[first]! < from) first++;
  let last = count - 1;
  while (shares[last]! < from) last--;
  let turnedAt = shares[first]!;
  let travelled = 0;
  let least = turnedAt;
  let most = turnedAt;
  for (let i = first; i <= last; i++) {
    const share = shares[i]!;
    least = Math.min(least, share);
    most = Math.max(most, share);
    if (Math.abs(share - turnedAt) < stroke) continue;
    travelled += Math.abs(share - turnedAt);
    turnedAt = share;
  }
  // Into the hold and out of it the angle crosses what lies between HELD_FROM and the height: once up, once down.
  return Math.max(0, travelled - 2 * (most - least)) * degreesPerShare;
}
