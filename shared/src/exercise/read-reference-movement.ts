// What the reference body does besides the counted angle, read off the body itself, so that no exercise file has to say it.
import type { ClinicalAngles } from "../movement/clinical-angles.ts";
import { angleIndex, type Motion, type Side, type SideChoice, type SidedMotion } from "../movement/motion.ts";
import { advanceCourse, beginCourse, createCourse } from "../movement/movement-course.ts";
import type { ReferenceReading } from "../movement/movement-rule.ts";
import { type ReferencePosture, WATCHED } from "../movement/posture.ts";
import { smoothnessOf } from "../movement/smoothness-rules.ts";
import { createJointAngles, demonstrateExercise } from "./demonstrate.ts";
import type { TrackedExercise } from "./exercise.ts";
import { readPose } from "./read-pose.ts";

/** Shares of the way at which the counter (repetition-rules.ts) begins and ends a movement. */
const BEGINS_AT = 0.1;
const ENDS_AT = 0.4;
/** A shoulder rises with its arm, which the reference body's does not: degrees of the shoulder line a degree of the arm. Project assumption. */
const GIRDLE_RISES = 0.12;
const UPRIGHT_UP_TO_DEGREES = 60;
const LEGS_ALIKE_DEGREES = 10;
const posture = createJointAngles();
const LEG_MOTIONS: readonly SidedMotion[] = ["hipFlexion", "hipAbduction", "kneeFlexion"];

/** `shares`: the counted angle's share of its way over one repetition at even steps, the first at its begin, the last at its end; the whole of the way is `wayDegrees`. */
export function readReferenceMovement(
  exercise: TrackedExercise,
  shares: readonly number[],
  wayDegrees: number,
): ReferenceReading {
  const height = shares.indexOf(Math.max(...shares)) / (shares.length - 1);
  const left = referencePosture(exercise, "left", height);
  const right = referencePosture(exercise, "right", height);
  const isEither = exercise.alternating || !exercise.sides.includes("both");
  const both = isEither ? eitherPosture(left, right) : referencePosture(exercise, "both", height);
  const stepMs = exercise.reference.tempoMs / (shares.length - 1);
  const { begin, end } = countedPart(shares);
  const course = createCourse();
  beginCourse(course, shares[begin]!, 0);
  for (let i = begin + 1; i <= end; i++) advanceCourse(course, shares[i]!, (i - begin) * stepMs);
  return {
    posture: { left, right, both },
    smoothness: smoothnessOf(course, wayDegrees),
    countedMs: (end - begin) * stepMs,
  };
}

// From where the counter begins a repetition to where it ends it: what it sees of a person's too.
function countedPart(shares: readonly number[]): { begin: number; end: number } {
  const peak = shares.indexOf(Math.max(...shares));
  const begin = shares.findLastIndex((share, i) => i < peak && share <= BEGINS_AT);
  const end = shares.findIndex((share, i) => i > peak && share <= ENDS_AT);
  return { begin: Math.max(0, begin), end: end < 0 ? shares.length - 1 : end };
}

/** Extremes lie at keyframes or between them. */
function referencePosture(exercise: TrackedExercise, side: SideChoice, height: number): ReferencePosture {
  const { keyframes } = exercise.reference;
  const rest = watchedAt(exercise, side, 0);
  const most = [...rest];
  const least = [...rest];
  const travelled = rest.map(() => 0);
  let last = rest;
  for (const phase of keyframes.flatMap(({ at }, i) => [((keyframes[i - 1]?.at ?? 0) + at) / 2, at])) {
    const watched = watchedAt(exercise, side, phase);
    watched.forEach((degrees, i) => {
      most[i] = Math.max(most[i]!, degrees);
      least[i] = Math.min(least[i]!, degrees);
      travelled[i]! += Math.abs(degrees - last[i]!);
    });
    last = watched;
  }
  const isOnBothFeet = standsOnBothFeet(exercise, side);
  return {
    judged: WATCHED.map(({ motion }, i) => !Number.isNaN(travelled[i]) && (motion !== "weightShift" || isOnBothFeet)),
    rest,
    height: watchedAt(exercise, side, height),
    most,
    least,
    sway: travelled.map((degrees, i) => Math.max(0, degrees - 2 * (most[i]! - least[i]!))),
  };
}

// Upright, with legs as far from hanging on either side: only then is the weight between the feet, of the reference body and of anybody.
function standsOnBothFeet(exercise: TrackedExercise, side: SideChoice): boolean {
  return exercise.reference.keyframes.every(({ at }) => {
    const { angles: read } = readPose(demonstrateExercise(exercise, { phase: at, side }, posture));
    const trunk = degreesOf(read, "trunkFlexion", "left");
    const apart = LEG_MOTIONS.map((motion) =>
      Math.abs(Math.abs(degreesOf(read, motion, "left")) - Math.abs(degreesOf(read, motion, "right"))),
    );
    return Math.abs(trunk) < UPRIGHT_UP_TO_DEGREES && Math.max(...apart) < LEGS_ALIKE_DEGREES;
  });
}

// Of an exercise whose sides take turns, though the counted ones may move as one: what either side's movement does is expected.
function eitherPosture(left: ReferencePosture, right: ReferencePosture): ReferencePosture {
  return {
    judged: left.judged.map((judged, i) => judged && right.judged[i]!),
    rest: left.rest,
    height: left.height,
    most: left.most.map((degrees, i) => Math.max(degrees, right.most[i]!)),
    least: left.least.map((degrees, i) => Math.min(degrees, right.least[i]!)),
    sway: left.sway.map((degrees, i) => Math.max(degrees, right.sway[i]!)),
  };
}

/** NaN where the engine cannot read it of the reference body. */
function watchedAt(exercise: TrackedExercise, side: SideChoice, phase: number): number[] {
  const { angles: read } = readPose(demonstrateExercise(exercise, { phase, side }, posture));
  const armsApart = degreesOf(read, "shoulderElevation", "left") - degreesOf(read, "shoulderElevation", "right");
  return WATCHED.map(({ motion, side: ofSide }) => {
    const degrees = degreesOf(read, motion, ofSide);
    return motion === "shoulderObliquity" && !Number.isNaN(armsApart) ? degrees + GIRDLE_RISES * armsApart : degrees;
  });
}

function degreesOf(read: ClinicalAngles, motion: Motion, side: Side): number {
  const index = angleIndex(motion, side);
  return read.known[index] === 1 ? read.degrees[index]! : Number.NaN;
}
