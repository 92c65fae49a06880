// The engine against recordings made from the exercises' own definitions, whose truth is exactly known: range of motion, counts, and nobody exercising.
import { drawCountingCase, playCountingCase } from "../../shared/src/exercise/counting-case.ts";
import { synthesizeNobodyExercising } from "../../shared/src/exercise/everyday-scene.ts";
import type { TrackedExercise } from "../../shared/src/exercise/exercise.ts";
import { synthesizeRecording } from "../../shared/src/exercise/synthesize.ts";
import type { SyntheticOptions } from "../../shared/src/exercise/synthetic-recording.ts";
import type { SideChoice, View } from "../../shared/src/movement/referee.ts";
import { countRepetitions } from "./count-repetitions.ts";
import { turnForView } from "./turn-for-view.ts";

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
/** How much of an exercise could be compared from a view it says it is measured from. */
export interface ComparedView {
  readonly exercise: string;
  readonly view: View;
  /** Made, and those of them whose range was measured in a recording that was counted right. */
  readonly repetitions: number;
  readonly compared: number;
}
export interface RangeEvaluation {
  readonly errors: readonly RangeDeviation[];
  readonly views: readonly ComparedView[];
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

/** A good webcam's, and what a pose model keeps up with. */
const FRAMES_PER_SECOND: Readonly<Record<SyntheticOptions["camera"], number>> = { exact: 30, mediapipe: 15 };
const REPETITIONS = 4;
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
  const views: ComparedView[] = [];
  let [recordings, countedRight] = [0, 0];
  for (const exercise of exercises) {
    for (const seed of seeds) {
      for (const { side, viewDegrees, view, isBestView } of goodViews(exercise, seed)) {
        const madeOf = { exercise: exercise.id, view, repetitions: REPETITIONS };
        if (viewDegrees === undefined) {
          views.push({ ...madeOf, compared: 0 });
          continue;
        }
        const { frames, truth } = synthesizeRecording(exercise, {
          repetitions: REPETITIONS,
          side,
          camera,
          seed,
          viewDegrees,
          amplitude: AMPLITUDES[seed % AMPLITUDES.length]!,
          framesPerSecond: FRAMES_PER_SECOND[camera],
        });
        const counted = countRepetitions(exercise, side, frames);
        recordings++;
        const isRight = counted.length === truth.repetitions.length;
        const compared = isRight ? counted.filter(({ rangeDegrees }) => rangeDegrees.measurable).length : 0;
        views.push({ ...madeOf, compared });
        if (!isRight) continue;
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
  return { errors, views, recordings, countedRight };
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

/** With the moving side to the camera where it can be chosen, in turn the left and the right; the view nobody has filmed only where there is no other. */
function goodViews(
  exercise: TrackedExercise,
  seed: number,
): { side: SideChoice; viewDegrees: number | undefined; view: View; isBestView: boolean }[] {
  const views = exercise.measures[0]?.views ?? [];
  const filmed = views.filter((view) => view !== "back");
  const near = seed % 2 === 0 ? "right" : "left";
  const side = exercise.sides.includes(near) ? near : exercise.sides[0]!;
  return (filmed.length > 0 ? filmed : views).map((view, i) => ({
    view,
    isBestView: i === 0,
    side,
    viewDegrees: turnForView(exercise, side, view, near === "right" ? -1 : 1),
  }));
}
