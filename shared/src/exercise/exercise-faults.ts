// What makes an exercise impossible to count though its file is well formed: found when it is loaded, not when somebody has done it in vain.

import type { Motion } from "../movement/motion.ts";
import type { MovementRule } from "../movement/movement-rule.ts";
import { demonstrateExercise } from "./demonstrate.ts";
import type { TrackedExercise } from "./exercise.ts";
import { measurePose } from "./movement-rule-of.ts";

/** A counted way shorter than this is lost in a camera's error. Project assumption. */
const SHORTEST_WAY_DEGREES = 10;

/** In words for whoever writes exercises; empty when it is sound. `rule`: the exercise's own. */
export function findExerciseFaults(exercise: TrackedExercise, rule: MovementRule): readonly string[] {
  const { motion, restDegrees, peakDegrees, minimumMs, maximumMs } = rule.repetition;
  const unreadable = new Set(
    [motion, ...exercise.measures.map((measure) => measure.motion)].filter(isUnread(exercise)),
  );
  if (unreadable.size > 0) return [...unreadable].map((each) => `${each} cannot be read of its reference movement`);
  if (Math.abs(peakDegrees - restDegrees) < SHORTEST_WAY_DEGREES) {
    return [`its reference movement moves ${motion}, which is counted, by less than ${SHORTEST_WAY_DEGREES}°`];
  }
  const { countedMs } = rule.reference;
  if (countedMs >= minimumMs && countedMs <= maximumMs) return [];
  return [`its reference movement takes ${countedMs} ms, a repetition ${minimumMs} to ${maximumMs} ms`];
}

// An elbow or a knee has to be bent for the rotation above it to show.
function isUnread(exercise: TrackedExercise): (motion: Motion) => boolean {
  const { keyframes } = exercise.reference;
  const phases = keyframes.flatMap(({ at }, i) => [((keyframes[i - 1]?.at ?? 0) + at) / 2, at]);
  const postures = phases.map((phase) => demonstrateExercise(exercise, { phase, side: "left" }));
  return (motion) => postures.some((posture) => Number.isNaN(measurePose(posture, motion, "left")));
}
