// The way of an exercise's own range of motion, measured on the reference body: what screens need of the exercise without making a referee's rule of it.
import type { Travel } from "../movement/attained.ts";
import { readSignal } from "../movement/signal.ts";
import { demonstrateExercise } from "./demonstrate.ts";
import type { TrackedExercise } from "./exercise.ts";
import { readPose } from "./read-pose.ts";

/** Of the first measure, at the reference's keyframes; degrees. */
export function travelOf(exercise: TrackedExercise): Travel {
  const { motion } = exercise.measures[0]!;
  const [restDegrees = 0, ...others] = exercise.reference.keyframes.map(({ at }) =>
    readSignal(readPose(demonstrateExercise(exercise, { phase: at, side: "left" })).angles, motion, "active", "left"),
  );
  const peakDegrees = others.reduce(
    (farthest, degrees) => (Math.abs(degrees - restDegrees) > Math.abs(farthest - restDegrees) ? degrees : farthest),
    restDegrees,
  );
  return { restDegrees, peakDegrees };
}
