// The evaluation of a folder as the Markdown that docs/accuracy.md shows.

import { QUALITY_PARTS, scoreQuality } from "../../shared/src/movement/quality-rules.ts";
import { markdownTable } from "../markdown-table.ts";
import { areaUnderCurve } from "./area-under-curve.ts";
import { measureCounts } from "./count-accuracy.ts";
import type { Evaluated, FolderEvaluation } from "./evaluate-folder.ts";
import { nameOfPart, nameOfSet } from "./recording-index.ts";

const ALL = "all of them";
const LITTLE_OVERLAP = 0.75;

export function describeEvaluation(evaluation: FolderEvaluation): string {
  const parts: [heading: string, text: string][] = [
    ["Counting", countTable(evaluation.right)],
    ["Not in the library yet, and not counted", missingTable(evaluation)],
    ["Analysed as what they are not", wrongTable(evaluation.wrong)],
    ["Stillness", stillnessTable(evaluation.right)],
    ["Times of the repetitions", timesTable(evaluation.right)],
    ["Quality of correct against incorrect", qualityTable(evaluation.right)],
  ];
  return parts.map(([heading, text]) => `## ${heading}\n\n${text}\n`).join("\n");
}

function countTable(right: readonly Evaluated[]): string {
  const row = (group: string, exercise: string, evaluated: readonly Evaluated[]) => {
    const { recordings, exact, withinOne, meanRelativeError } = measureCounts(
      evaluated.map(({ recording, analysis }) => ({
        truth: recording.repetitions ?? 0,
        counted: analysis.repetitions,
      })),
    );
    return [group, exercise, `${recordings}`, share(exact), share(withinOne), meanRelativeError?.toFixed(2) ?? "–"];
  };
  const rows = groupBy(right, countedPart).flatMap(([part, evaluated]) => {
    const exercises = groupBy(evaluated, ({ as }) => as);
    const each = exercises.map(([exercise, those]) => row(part, exercise, those));
    return exercises.length > 1 ? [...each, row(part, ALL, evaluated)] : each;
  });
  return markdownTable(["set", "exercise", "recordings", "exact", "within one", "mean relative error"], rows);
}

function countedPart({ recording }: Evaluated): string {
  const { correct } = recording;
  return correct === undefined ? nameOfPart(recording) : `${nameOfPart(recording)}, ${correct ? "" : "in"}correct`;
}

function missingTable({ notInLibrary, withoutTruth }: FolderEvaluation): string {
  const rows = groupBy(notInLibrary, (recording) => `${nameOfSet(recording)}\n${recording.exercise}`).map(
    ([name, recordings]) => [...name.split("\n"), `${recordings.length}`],
  );
  if (withoutTruth.length > 0)
    rows.push([[...new Set(withoutTruth.map(nameOfSet))].join(", "), "no count known", `${withoutTruth.length}`]);
  return markdownTable(["set", "exercise", "recordings"], rows);
}

function wrongTable(wrong: readonly Evaluated[]): string {
  const row = (set: string, exercise: string, as: string, evaluated: readonly Evaluated[]) => {
    const repetitions = evaluated.reduce((sum, { analysis }) => sum + analysis.repetitions, 0);
    return [set, exercise, as, `${evaluated.length}`, `${repetitions}`, (repetitions / evaluated.length).toFixed(2)];
  };
  const each = groupBy(wrong, ({ recording, as }) => `${nameOfSet(recording)}\n${recording.exercise}\n${as}`).map(
    ([name, evaluated]) => {
      const [set = "", exercise = "", as = ""] = name.split("\n");
      return row(set, exercise, as, evaluated);
    },
  );
  const totals = groupBy(wrong, ({ as }) => as).map(([as, evaluated]) => row("all sets", ALL, as, evaluated));
  return markdownTable(
    ["set", "movement", "analysed as", "recordings", "repetitions", "a recording"],
    [...each, ...totals],
  );
}

/** Before, between and after the repetitions of the recordings that say where these are. */
function stillnessTable(right: readonly Evaluated[]): string {
  const known = right.flatMap((evaluated) => (evaluated.inStillness === undefined ? [] : [evaluated]));
  const rows = groupBy(known, countedPart).map(([part, evaluated]) => [
    part,
    `${evaluated.length}`,
    `${evaluated.reduce((sum, { inStillness = 0 }) => sum + inStillness, 0)}`,
  ]);
  return markdownTable(["set", "recordings", "repetitions counted in stillness"], rows);
}

/** Shared time by the time of both together, of counted repetitions whose borders the index names. */
function timesTable(right: readonly Evaluated[]): string {
  const known = right.filter(({ overlaps }) => overlaps !== undefined);
  const row = (part: string, exercise: string, evaluated: readonly Evaluated[]) => {
    const overlaps = evaluated.flatMap((one) => one.overlaps ?? []);
    const below = overlaps.filter((overlap) => overlap < LITTLE_OVERLAP).length;
    return [part, exercise, `${overlaps.length}`, area(meanOf(overlaps)), `${below}`];
  };
  const rows = groupBy(known, countedPart).flatMap(([part, evaluated]) => [
    ...groupBy(evaluated, ({ as }) => as).map(([exercise, those]) => row(part, exercise, those)),
    row(part, ALL, evaluated),
  ]);
  return markdownTable(["set", "exercise", "repetitions", "mean overlap", `below ${LITTLE_OVERLAP}`], rows);
}

/** The chance that a correct recording has more of it than an incorrect one, by all of quality, without its tempo, and by each of its parts. */
function qualityTable(right: readonly Evaluated[]): string {
  const areas: (number | undefined)[][] = [];
  const rows = groupBy(right, ({ recording, as }) => `${nameOfPart(recording)}\n${as}`).flatMap(([name, evaluated]) => {
    const of = (correct: boolean) => evaluated.filter(({ recording }) => recording.correct === correct);
    const [higher, lower] = [of(true), of(false)];
    if (higher.length === 0 || lower.length === 0) return [];
    const row = JUDGED.map(({ scoreOf }) => {
      const values = (group: readonly Evaluated[]) => group.flatMap(({ analysis }) => scoreOf(analysis) ?? []);
      const [above, below] = [values(higher), values(lower)];
      return above.length === 0 || below.length === 0 ? undefined : areaUnderCurve(above, below);
    });
    areas.push(row);
    return [[...name.split("\n"), `${higher.length}`, `${lower.length}`, ...row.map(area)]];
  });
  if (areas.length > 1) {
    rows.push(["mean", "", "", "", ...JUDGED.map((_, i) => area(meanOf(areas.flatMap((row) => row[i] ?? []))))]);
  }
  return markdownTable(["set", "exercise", "correct", "incorrect", ...JUDGED.map(({ heading }) => heading)], rows);
}

/** A recording in which nothing could be counted has the least quality there is, and no parts. */
const JUDGED: readonly { heading: string; scoreOf: (analysis: Evaluated["analysis"]) => number | null }[] = [
  { heading: "AUC", scoreOf: ({ quality }) => quality },
  {
    heading: "without tempo",
    scoreOf: ({ qualityParts }) => scoreQuality({ ...qualityParts, compensated: null }, "tempo"),
  },
  ...QUALITY_PARTS.map((part) => ({
    heading: part,
    scoreOf: ({ qualityParts }: Evaluated["analysis"]) => qualityParts[part],
  })),
];

function area(value: number | undefined): string {
  return value?.toFixed(2) ?? "–";
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function groupBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): [string, Item[]][] {
  return [...Map.groupBy(items, nameOf)];
}

function share(value: number): string {
  return value.toFixed(2);
}
