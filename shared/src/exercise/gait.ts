// Walking, for the way into position and out of it: a plain gait of the reference body, angles rounded from textbook curves (project assumption).
import { PI, sine } from "../geometry/trigonometry.ts";
import type { JointAngles } from "./exercise.ts";

/** One step of each leg. */
export const STRIDE_MS = 1100;
export const WALKING_METRES_PER_SECOND = 1.1;

/** Mutates `into`; `ms` since walking began. */
export function walk(ms: number, into: JointAngles): JointAngles {
  const turn = (2 * PI * ms) / STRIDE_MS;
  for (const side of ["left", "right"] as const) {
    const leg = into[side];
    const at = side === "left" ? turn : turn + PI;
    const forward = sine(at);
    // The knee bends while its leg comes forward.
    const swing = Math.max(0, sine(at + PI / 2));
    leg.hipFlexion = 5 + 22 * forward;
    leg.hipAbduction = 2;
    leg.hipRotation = 0;
    leg.kneeFlexion = 6 + 52 * swing;
    leg.ankleDorsiflexion = 4 * forward;
    leg.shoulderFlexion = -18 * forward;
    leg.shoulderAbduction = 8;
    leg.shoulderRotation = 0;
    leg.elbowFlexion = 20;
    leg.forearmPronation = 0;
  }
  into.trunk.trunkFlexion = 4;
  into.trunk.trunkLateralFlexion = 2 * sine(turn);
  into.trunk.trunkRotation = 4 * sine(turn);
  into.trunk.pelvicObliquity = 0;
  into.trunk.neckFlexion = 0;
  into.trunk.neckLateralFlexion = 0;
  into.trunk.neckRotation = 0;
  return into;
}
