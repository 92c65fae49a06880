// The referee's rule out of an exercise file: rest and height are measured on the reference body itself, so that they cannot disagree with it.
import { readHipHeight } from "../movement/hip-height.ts";
import type { Motion, SideChoice } from "../movement/motion.ts";
import type { GuardRule, MovementRule } from "../movement/movement-rule.ts";
import { readSignal } from "../movement/signal.ts";
import { createJointAngles, demonstrateExercise } from "./demonstrate.ts";
import type { JointAngles, Position, TrackedExercise } from "./exercise.ts";
import { readPose } from "./read-pose.ts";
import { readReferenceMovement } from "./read-reference-movement.ts";

const STEPS = 100;
/** From here on a trunk lies rather than stands. Project assumption. */
const LYING_FROM_DEGREES = 45;
/** How far the trunk's lean at rest may be from the reference's: people sit, stand and lie in many ways. Project assumption. */
const TRUNK_WITHIN_DEGREES = 50;
/** Upright ones lean more: a camera that looks down on people bends their trunks forward. Project assumption. */
const UPRIGHT_WITHIN_DEGREES = 65;

/** Where the feet stand on the ground, whatever else the person does. */
const FEET_BEAR: ReadonlySet<Position> = new Set<Position>(["standing", "sitting"]);
const NO_HEIGHTS = { atRest: 0, atPeak: 0 };

export function movementRuleOf(exercise: TrackedExercise): MovementRule {
  const { repetition } = exercise;
  const steps = Array.from({ length: STEPS + 1 }, (_, i) => measureReference(exercise, i / STEPS));
  const { degrees: rest } = steps[0]!;
  let height = steps[0]!;
  for (const step of steps) if (Math.abs(step.degrees - rest) > Math.abs(height.degrees - rest)) height = step;
  const peak = height.degrees;
  const hipHeights = { atRest: steps[0]!.hipHeight, atPeak: height.hipHeight };
  return {
    exerciseId: exercise.id,
    exerciseVersion: exercise.version,
    repetition: {
      ...repetition,
      isOneSided: !exercise.sides.includes("both"),
      restDegrees: rest,
      peakDegrees: peak,
      hipHeights: FEET_BEAR.has(exercise.position) ? hipHeights : NO_HEIGHTS,
      guards: [...repetition.guards, ...trunkGuards(exercise)],
    },
    measures: exercise.measures,
    cues: exercise.errors.map(({ cue, motion, of, aboveDegrees, belowDegrees, during, views }) => ({
      cue,
      motion,
      of,
      aboveDegrees,
      belowDegrees,
      during,
      views,
    })),
    targetDegrees: exercise.romTargetDegrees,
    tempoMs: exercise.reference.tempoMs,
    reference: readReferenceMovement(
      exercise,
      steps.map(({ degrees }) => (degrees - rest) / (peak - rest)),
      Math.abs(peak - rest),
    ),
  };
}

// Whoever stands is not counted as somebody who lies, nor the other way round [REP16].
function trunkGuards(exercise: TrackedExercise): readonly GuardRule[] {
  const rest = demonstrateExercise(exercise, { phase: 0, side: "left" });
  const lean = measurePose(rest, "trunkFlexion", "both");
  const guard = { motion: "trunkFlexion", of: "both", at: "rest" } as const;
  if (measurePose(rest, "trunkLateralFlexion", "both") > LYING_FROM_DEGREES) {
    return [{ ...guard, motion: "trunkLateralFlexion", atLeastDegrees: LYING_FROM_DEGREES }];
  }
  if (lean < -LYING_FROM_DEGREES) return [{ ...guard, atMostDegrees: lean + TRUNK_WITHIN_DEGREES }];
  const within = lean > LYING_FROM_DEGREES ? TRUNK_WITHIN_DEGREES : UPRIGHT_WITHIN_DEGREES;
  return [{ ...guard, atLeastDegrees: lean - within, atMostDegrees: lean + within }];
}

/** What the engine reads of a posed body, in degrees; NaN where it cannot be read. */
export function measurePose(angles: JointAngles, motion: Motion, side: SideChoice): number {
  return readSignal(readPose(angles).angles, motion, "active", side);
}

const posture = createJointAngles();

function measureReference(exercise: TrackedExercise, phase: number): { degrees: number; hipHeight: number } {
  const { angles, points } = readPose(demonstrateExercise(exercise, { phase, side: "left" }, posture));
  return {
    degrees: readSignal(angles, exercise.repetition.motion, "active", "left"),
    hipHeight: readHipHeight(points),
  };
}
