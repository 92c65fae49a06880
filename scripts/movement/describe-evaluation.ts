// The evaluation of a folder as the Markdown that docs/accuracy.md shows.

import { markdownTable } from "../markdown-table.ts";
import { areaUnderCurve } from "./area-under-curve.ts";
import { measureCounts } from "./count-accuracy.ts";
import type { Evaluated, FolderEvaluation } from "./evaluate-folder.ts";
import { nameOfPart, nameOfSet } from "./recording-index.ts";

const ALL = "all of them";

export function describeEvaluation(evaluation: FolderEvaluation): string {
  const parts: [heading: string, text: string][] = [
    ["Counting", countTable(evaluation.right)],
    ["Not in the library yet, and not counted", missingTable(evaluation)],
    ["Analysed as what they are not", wrongTable(evaluation.wrong)],
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

/** A recording in which nothing could be counted has the least quality there is. */
function qualityTable(right: readonly Evaluated[]): string {
  const areas: number[] = [];
  const rows = groupBy(right, ({ recording, as }) => `${nameOfPart(recording)}\n${as}`).flatMap(([name, evaluated]) => {
    const qualities = (correct: boolean) =>
      evaluated.flatMap(({ recording, analysis }) => (recording.correct === correct ? [analysis.quality ?? 0] : []));
    const [higher, lower] = [qualities(true), qualities(false)];
    if (higher.length === 0 || lower.length === 0) return [];
    const area = areaUnderCurve(higher, lower);
    areas.push(area);
    return [[...name.split("\n"), `${higher.length}`, `${lower.length}`, area.toFixed(2)]];
  });
  const mean = areas.reduce((sum, area) => sum + area, 0) / areas.length;
  if (areas.length > 1) rows.push(["mean", "", "", "", mean.toFixed(2)]);
  return markdownTable(["set", "exercise", "correct", "incorrect", "AUC"], rows);
}

function groupBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): [string, Item[]][] {
  return [...Map.groupBy(items, nameOf)];
}

function share(value: number): string {
  return value.toFixed(2);
}
