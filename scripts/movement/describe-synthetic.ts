// The synthetic evaluation as the Markdown that docs/accuracy.md shows.
import type { TrackedExercise } from "../../shared/src/exercise/exercise.ts";
import { markdownTable } from "../markdown-table.ts";
import {
  type ComparedView,
  type CountEvaluation,
  evaluateCounts,
  evaluateNobodyExercising,
  evaluateRanges,
  isUpright,
  type RangeDeviation,
  type RangeEvaluation,
} from "./evaluate-synthetic.ts";

export interface SyntheticEvaluationOptions {
  /** Sets of each exercise in the sweep, and persons before the noisy camera. */
  readonly cases: number;
  readonly seed: number;
  /** Without counts and nobody exercising. */
  readonly rangesOnly: boolean;
}

const MINUTES = 30;
const PERSONS_A_CASE = 0.5;
const WRONG_NAMED = 4;

/** Chapter by chapter, as they are computed: all of it takes minutes. */
export function* describeSynthetic(
  exercises: readonly TrackedExercise[],
  { cases, seed, rangesOnly }: SyntheticEvaluationOptions,
): Generator<string> {
  const seeds = (count: number) => Array.from({ length: count }, (_, i) => seed + i);
  const persons = seeds(Math.max(4, Math.round(PERSONS_A_CASE * cases)));
  yield chapter(
    "Range of motion without noise",
    "Largest and mean distance from the truth in degrees, from the views the exercise allows, at 30 frames a second.",
    exactTable(evaluateRanges(exercises, "exact", seeds(4))),
  );
  const upright = exercises.filter(isUpright);
  const ranges = evaluateRanges(upright, "mediapipe", persons);
  yield chapter(
    "Range of motion with the pose model's noise",
    `Exercises done standing or sitting, from each view they are measured from, ${persons.length} persons; degrees. Counted right and so compared: ${ranges.countedRight} of ${ranges.recordings} recordings.`,
    noisyTable(ranges),
  );
  if (rangesOnly) return;
  yield chapter(
    "Counts",
    `${cases} sets of each exercise from seed ${seed} on, without noise and with the pose model's; in brackets the first seeds with counted/true.`,
    countTable(evaluateCounts(exercises, seeds(cases), "exact"), evaluateCounts(upright, seeds(cases), "mediapipe")),
  );
  const nobody = (camera: "exact" | "mediapipe") =>
    evaluateNobodyExercising(exercises, { seed, durationMs: MINUTES * 60_000, camera });
  yield chapter(
    "Nobody exercising",
    `Repetitions counted in ${MINUTES} minutes of walking about, standing, sitting down, waving and drinking.`,
    nobodyTable(nobody("exact"), nobody("mediapipe")),
  );
}

function chapter(heading: string, words: string, table: string): string {
  return `### ${heading}\n\n${words}\n\n${table}\n\n`;
}

function exactTable({ errors, views }: RangeEvaluation): string {
  const compared = (those: readonly ComparedView[]) => {
    const total = (of: (view: ComparedView) => number) => those.reduce((sum, view) => sum + of(view), 0);
    return `${total((view) => view.compared)} of ${total((view) => view.repetitions)}`;
  };
  const rows = [...Map.groupBy(views, ({ exercise }) => exercise)].map(([exercise, those]) => {
    const unseen = [...Map.groupBy(those, ({ view }) => view)].filter(([, of]) =>
      of.every((view) => view.compared === 0),
    );
    const own = errors.filter((error) => error.exercise === exercise);
    return [exercise, compared(those), unseen.map(([view]) => view).join(", "), largestOf(own), meanOf(own)];
  });
  return markdownTable(
    ["exercise", "repetitions compared", "views not measured", "largest", "mean"],
    [...rows, ["all of them", compared(views), "", largestOf(errors), meanOf(errors)]],
  );
}

function noisyTable({ errors }: RangeEvaluation): string {
  const row = (exercise: string, view: string, end: RangeDeviation["end"], those: readonly RangeDeviation[]) => {
    const ended = those.filter((error) => error.end === end);
    const degrees = ended.map((error) => error.degrees);
    const held = ended.filter(({ isHeld }) => isHeld).length;
    if (ended.length === 0) return [exercise, view, end, "0", "", "", "", "", ""];
    return [
      exercise,
      view,
      end,
      `${ended.length}`,
      mean(degrees).toFixed(1),
      mean(degrees.map(Math.abs)).toFixed(1),
      Math.sqrt(mean(degrees.map((value) => value * value))).toFixed(1),
      `${((100 * held) / ended.length).toFixed(0)} %`,
      median(ended.map(({ widthDegrees }) => widthDegrees)).toFixed(1),
    ];
  };
  const views = Map.groupBy(errors, ({ exercise, view }) => `${exercise}\n${view}`);
  const best = errors.filter(({ isBestView }) => isBestView);
  return markdownTable(
    ["exercise", "view", "end", "repetitions", "bias", "MAE", "RMSE", "held by the interval", "median width"],
    [
      ...[...views].map(([key, those]) => {
        const [exercise = "", view = ""] = key.split("\n");
        return row(exercise, view, "maximum", those);
      }),
      row("all of them", "best", "maximum", best),
      row("all of them", "best", "minimum", best),
      row("all of them", "all", "maximum", errors),
      row("all of them", "all", "minimum", errors),
    ],
  );
}

function countTable(exact: readonly CountEvaluation[], noisy: readonly CountEvaluation[]): string {
  const cell = ({ right, cases, wrong }: CountEvaluation) => {
    const named = wrong.slice(0, WRONG_NAMED).map(([seed, counted, expected]) => `${seed}: ${counted}/${expected}`);
    return `${right} of ${cases}${named.length > 0 ? ` (${named.join(", ")})` : ""}`;
  };
  const total = (rows: readonly CountEvaluation[]) => {
    const sum = (of: (row: CountEvaluation) => number) => rows.reduce((all, row) => all + of(row), 0);
    return `${sum(({ right }) => right)} of ${sum(({ cases }) => cases)}`;
  };
  return markdownTable(
    ["exercise", "right", "right with noise"],
    [
      ...exact.map((row) => {
        const same = noisy.find(({ exercise }) => exercise === row.exercise);
        return [row.exercise, cell(row), same === undefined ? "not filmed" : cell(same)];
      }),
      ["all of them", total(exact), total(noisy)],
    ],
  );
}

type Nobody = ReturnType<typeof evaluateNobodyExercising>;

function nobodyTable(exact: Nobody, noisy: Nobody): string {
  const sum = (rows: Nobody) => `${rows.reduce((all, { repetitions }) => all + repetitions, 0)}`;
  return markdownTable(
    ["exercise", "repetitions", "with noise"],
    [
      ...exact.map(({ exercise, repetitions }, i) => [exercise, `${repetitions}`, `${noisy[i]!.repetitions}`]),
      ["all of them", sum(exact), sum(noisy)],
    ],
  );
}

/** The greatest deviation, whatever its sign. */
function largestOf(errors: readonly RangeDeviation[]): string {
  return errors.length === 0 ? "–" : Math.max(...errors.map(({ degrees }) => Math.abs(degrees))).toFixed(2);
}

function meanOf(errors: readonly RangeDeviation[]): string {
  return errors.length === 0 ? "–" : mean(errors.map(({ degrees }) => Math.abs(degrees))).toFixed(2);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
