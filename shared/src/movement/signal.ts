// One number out of a frame's angles, seen from the moving side [SIG]: NaN while it cannot be known.
import { anglePlaces, type Motion, type SideChoice } from "./motion.ts";

const SIGNED_TO_A_SIDE: ReadonlySet<Motion> = new Set<Motion>([
  "trunkLateralFlexion",
  "trunkRotation",
  "pelvicObliquity",
  "neckLateralFlexion",
  "neckRotation",
  "shoulderObliquity",
  "weightShift",
]);

export interface SmoothedAngles {
  degrees: Float64Array;
  known: Uint8Array;
}

/** of "active" is the moving side itself, "other" its opposite, "both" the mean of both (of a central motion: its size). */
export function readSignal(
  angles: SmoothedAngles,
  motion: Motion,
  of: "active" | "other" | "both",
  side: SideChoice,
): number {
  const { left, right } = anglePlaces(motion);
  if (left === right) {
    if (angles.known[left] === 0) return Number.NaN;
    const degrees = angles.degrees[left]!;
    if (!SIGNED_TO_A_SIDE.has(motion)) return degrees;
    if (side === "both" || of === "both") return Math.abs(degrees);
    return (side === "left") === (of === "active") ? degrees : -degrees;
  }
  if (side === "both" || of === "both") return meanOfKnown(angles, left, right);
  const index = (side === "left") === (of === "active") ? left : right;
  return angles.known[index] === 0 ? Number.NaN : angles.degrees[index]!;
}

function meanOfKnown(angles: SmoothedAngles, left: number, right: number): number {
  if (angles.known[left] === 0) return angles.known[right] === 0 ? Number.NaN : angles.degrees[right]!;
  if (angles.known[right] === 0) return angles.degrees[left]!;
  return (angles.degrees[left]! + angles.degrees[right]!) / 2;
}
