// What a counted repetition is worth: against one's own prescription, never against age, strength or speed.
// Ten points for the repetition, up to ten for how well it was done, five for reaching one's own target; nothing beyond the prescribed number.
import { type Direction, degreesBeyond } from "../movement/attained.ts";

const REPETITION_POINTS = 10;
const QUALITY_PER_POINT = 10;
const TARGET_POINTS = 5;
/** Below this confidence quality earns nothing: a doubtful judgement is neither reward nor punishment. */
const TRUSTED_CONFIDENCE = 0.5;

export interface ScoredRepetition {
  /** 1, 2, 3 … within the set */
  readonly ordinal: number;
  /** 0…100 */
  readonly quality: number;
  /** 0…1 */
  readonly confidence: number;
  readonly attainedDegrees: number;
}

export interface PrescribedRepetition {
  readonly repetitions: number;
  readonly rangeDegrees: number;
  readonly direction: Direction;
}

/** A whole number, 0…25. */
export function pointsForRepetition(repetition: ScoredRepetition, prescribed: PrescribedRepetition): number {
  if (repetition.ordinal > prescribed.repetitions) return 0;
  const quality = repetition.confidence >= TRUSTED_CONFIDENCE ? Math.floor(repetition.quality / QUALITY_PER_POINT) : 0;
  const target = reachesTarget(repetition, prescribed) ? TARGET_POINTS : 0;
  return REPETITION_POINTS + Math.max(0, Math.min(10, quality)) + target;
}

function reachesTarget(
  { attainedDegrees }: ScoredRepetition,
  { rangeDegrees, direction }: PrescribedRepetition,
): boolean {
  return degreesBeyond(attainedDegrees, rangeDegrees, direction) >= 0;
}
