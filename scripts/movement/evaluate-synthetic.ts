// The engine against recordings made from the exercises' own definitions, whose truth is exactly known: range of motion, counts, and nobody exercising.
import { drawCountingCase, playCountingCase } from "../../shared/src/exercise/counting-case.ts";
import { synthesizeNobodyExercising } from "../../shared/src/exercise/everyday-scene.ts";
import type { TrackedExercise } from "../../shared/src/exercise/exercise.ts";
import { movementRuleOf } from "../../shared/src/exercise/movement-rule-of.ts";
import { synthesizeRecording } from "../../shared/src/exercise/synthesize.ts";
import type { SyntheticOptions } from "../../shared/src/exercise/synthetic-recording.ts";
import type { PoseFrame } from "../../shared/src/movement/pose-frame.ts";
import {
  advanceReferee,
  createReferee,
  finishReferee,
  type RepetitionFact,
  type SideChoice,
  type View,
} from "../../shared/src/movement/referee.ts";

/** One repetition's extreme against the truth. */
export interface RangeDeviation {
  readonly exercise: string;
  readonly view: View;
  /** Of the views from which the exercise is measured the one it names first. */
  readonly isBestView: boolean;
  readonly end: "maximum" | "minimum";
  /** Measured less true. */
  readonly degrees: number;
  /** Within its 95 % interval lies the truth or not, and how wide that is. */
  readonly isHeld: boolean;
  readonly widthDegrees: number;
}
export interface RangeEvaluation {
  readonly errors: readonly RangeDeviation[];
  /** Of all recordings; the others could not be compared repetition by repetition. */
  readonly recordings: number;
  readonly countedRight: number;
}
export interface CountEvaluation {
  readonly exercise: string;
  readonly cases: number;
  readonly right: number;
  /** What was counted wrongly: seed, counted, expected. */
  readonly wrong: readonly (readonly [seed: number, counted: number, expected: number])[];
}

/** A turn in the middle of each view, the one nobody has filmed left out where there is another. */
const TURN_OF_VIEW: Readonly<Record<View, number>> = { front: 0, oblique: 48, side: 85, back: 180 };
/** A good webcam's, and what a pose model keeps up with. */
const FRAMES_PER_SECOND: Readonly<Record<SyntheticOptions["camera"], number>> = { exact: 30, mediapipe: 15 };
const AMPLITUDES = [0.75, 0.9, 1, 1.05];

/** What was filmed and fitted: nobody lay, knelt or hung before the pose model. */
export function isUpright({ position }: TrackedExercise): boolean {
  return position === "standing" || position === "sitting";
}

/** `camera` exact: once for each view; mediapipe: for as many persons as there are seeds. */
export function evaluateRanges(
  exercises: readonly TrackedExercise[],
  camera: SyntheticOptions["camera"],
  seeds: readonly number[],
): RangeEvaluation {
  const errors: RangeDeviation[] = [];
  let [recordings, countedRight] = [0, 0];
  for (const exercise of exercises) {
    for (const seed of seeds) {
      for (const { side, viewDegrees, view, isBestView } of goodViews(exercise, seed)) {
        const { frames, truth } = synthesizeRecording(exercise, {
          repetitions: 4,
          side,
          camera,
          seed,
          viewDegrees,
          amplitude: AMPLITUDES[seed % AMPLITUDES.length]!,
          framesPerSecond: FRAMES_PER_SECOND[camera],
        });
        const counted = countRepetitions(exercise, side, frames);
        recordings++;
        if (counted.length !== truth.repetitions.length) continue;
        countedRight++;
        for (const [i, { rangeDegrees }] of counted.entries()) {
          if (!rangeDegrees.measurable) continue;
          const { maximumDegrees, minimumDegrees } = truth.repetitions[i]!;
          const { maximum, minimum, below95, above95 } = rangeDegrees;
          const deviation = (end: RangeDeviation["end"], degrees: number): RangeDeviation => ({
            exercise: exercise.id,
            view,
            isBestView,
            end,
            degrees,
            isHeld: -above95 <= degrees && degrees <= below95,
            widthDegrees: below95 + above95,
          });
          errors.push(deviation("maximum", maximum - maximumDegrees));
          errors.push(deviation("minimum", minimum - minimumDegrees));
        }
      }
    }
  }
  return { errors, recordings, countedRight };
}

export function evaluateCounts(
  exercises: readonly TrackedExercise[],
  seeds: readonly number[],
  camera: SyntheticOptions["camera"],
): CountEvaluation[] {
  return exercises.map((exercise) => {
    const wrong: [number, number, number][] = [];
    for (const seed of seeds) {
      const drawn = drawCountingCase(exercise, seed);
      const { side = "both" } = drawn.options;
      const options = { ...drawn.options, camera };
      const counted = countRepetitions(exercise, side, playCountingCase(exercise, { ...drawn, options })).length;
      if (counted !== drawn.expected) wrong.push([seed, counted, drawn.expected]);
    }
    return { exercise: exercise.id, cases: seeds.length, right: seeds.length - wrong.length, wrong };
  });
}

/** Repetitions of each exercise while somebody walks about, stands, sits down, waves and drinks. */
export function evaluateNobodyExercising(
  exercises: readonly TrackedExercise[],
  options: { seed: number; durationMs: number; camera: SyntheticOptions["camera"] },
): { exercise: string; repetitions: number }[] {
  const frames = synthesizeNobodyExercising({
    ...options,
    framesPerSecond: 15,
    startMs: 0,
    statureMetres: 1.7,
    aspect: 4 / 3,
    noiseMetres: 0,
  });
  return exercises.map((exercise) => ({
    exercise: exercise.id,
    repetitions: countRepetitions(exercise, "both", frames).length,
  }));
}

/** With the moving side to the camera where it can be chosen; in turn the left and the right. */
function goodViews(
  exercise: TrackedExercise,
  seed: number,
): { side: SideChoice; viewDegrees: number; view: View; isBestView: boolean }[] {
  const views = exercise.measures[0]?.views ?? [];
  const filmed = views.filter((view) => view !== "back");
  const near = seed % 2 === 0 ? "right" : "left";
  return (filmed.length > 0 ? filmed : views).map((view, i) => ({
    view,
    isBestView: i === 0,
    side: exercise.sides.includes(near) ? near : exercise.sides[0]!,
    viewDegrees: (near === "right" ? -1 : 1) * TURN_OF_VIEW[view],
  }));
}

function countRepetitions(exercise: TrackedExercise, side: SideChoice, frames: readonly PoseFrame[]): RepetitionFact[] {
  const referee = createReferee(movementRuleOf(exercise), { side });
  const repetitions: RepetitionFact[] = [];
  for (const frame of frames) {
    for (const fact of advanceReferee(referee, frame)) if (fact.kind === "repetition") repetitions.push({ ...fact });
  }
  for (const fact of finishReferee(referee)) if (fact.kind === "repetition") repetitions.push(fact);
  return repetitions;
}
