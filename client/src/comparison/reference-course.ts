// How far on its way the exercise's own movement is at each moment of a repetition, so that it can be shown in step with somebody.
import { demonstrateExercise } from "@ensemble/shared/exercise/demonstrate.ts";
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { measurePose, movementRuleOf } from "@ensemble/shared/exercise/movement-rule-of.ts";
import type { ReferenceCourse } from "./follow-course-rules.ts";

const STEPS = 60;
/** This near to its far end the movement is there. */
const AT_THE_END_SHARE = 0.99;

export interface MeasuredCourse extends ReferenceCourse {
  /** 0 where the reference body begins, 1 where it turns round, of an angle in degrees. */
  readonly shareOf: (degrees: number) => number;
}

export function courseOf(exercise: TrackedExercise): MeasuredCourse {
  const { motion, restDegrees, peakDegrees } = movementRuleOf(exercise).repetition;
  const shareOf = (degrees: number) => (degrees - restDegrees) / (peakDegrees - restDegrees);
  const shares = Array.from({ length: STEPS + 1 }, (_, step) =>
    shareOf(measurePose(demonstrateExercise(exercise, { phase: step / STEPS, side: "left" }), motion, "left")),
  );
  return {
    tempoMs: exercise.reference.tempoMs,
    shares,
    turnsAt: shares.findIndex((share) => share >= AT_THE_END_SHARE) / STEPS,
    returnsFrom: shares.findLastIndex((share) => share >= AT_THE_END_SHARE) / STEPS,
    shareOf,
  };
}
