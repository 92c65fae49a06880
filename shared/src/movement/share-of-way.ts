// How far on its way a line's movement is: of one side, or of both as the exercise has them move.
import { isCentralMotion, type Side, type SideChoice } from "./motion.ts";
import type { MovementRule } from "./movement-rule.ts";
import { readSignal, type SmoothedAngles } from "./signal.ts";

/** Two sides that move as one may differ by twice this share, for a hidden or weaker side. Project assumption. */
const SIDES_APART_SHARE = 0.3;

export interface CountedSides {
  readonly side: SideChoice;
  readonly counter: { readonly flipped: boolean };
}

/** How far on its way one side is; NaN for a side that this line does not count. */
export function shareOf(line: CountedSides, rule: MovementRule, angles: SmoothedAngles, side: Side): number {
  if (line.side !== "both" && line.side !== side) return Number.NaN;
  const { motion, restDegrees, peakDegrees } = rule.repetition;
  const degrees = readSignal(angles, motion, "active", side);
  return (degrees - restDegrees) / (peakDegrees - restDegrees);
}

/** Whether the sides' own rests are to be looked for [REP20]. */
export function mayRestElsewhere({ side }: CountedSides, { repetition }: MovementRule): boolean {
  return side === "both" && repetition.sides === "greatest" && !isCentralMotion(repetition.motion);
}

/** One share of what both sides do. */
export function combinedShare(line: CountedSides, rule: MovementRule, left: number, right: number): number {
  if (line.side === "left") return left;
  if (line.side === "right") return right;
  if (isCentralMotion(rule.repetition.motion)) {
    // A central motion of both sides at once: the one it goes to.
    return rule.repetition.sides === "together" ? left : Math.max(left, right);
  }
  if (Number.isNaN(left)) return right;
  if (Number.isNaN(right)) return left;
  return rule.repetition.sides === "together" ? shareOfBoth(left, right, line.counter.flipped) : Math.max(left, right);
}

// One leg alone does not squat: the mean, but never far above the side that goes less; counted from the far end, never far below it.
function shareOfBoth(left: number, right: number, flipped: boolean): number {
  const mean = (left + right) / 2;
  if (flipped) return Math.max(mean, Math.max(left, right) - SIDES_APART_SHARE);
  return Math.min(mean, Math.min(left, right) + SIDES_APART_SHARE);
}
