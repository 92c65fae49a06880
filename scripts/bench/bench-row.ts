// One line of the table of numbers to hold: what is measured, what it should be, what it was, and how it was found.
import { markdownTable } from "../markdown-table.ts";

export interface BenchRow {
  readonly part: string;
  readonly what: string;
  readonly goal: string;
  /** As read by people; undefined: cannot be measured so far, and `how` says why. */
  readonly measured: string | undefined;
  /** Whether the goal is met; undefined without a goal or a measurement. */
  readonly met: boolean | undefined;
  readonly how: string;
  /** For programs: the measurement in parts, units in the names. */
  readonly values: Readonly<Record<string, number>>;
}

const NOT_MEASURED = "not measured yet";
const HEADINGS = ["what", "goal", "measured", "how"] as const;

/** For what nothing measures so far. */
export function notMeasured(part: string, what: string, goal: string, why: string): BenchRow {
  return { part, what, goal, measured: undefined, met: undefined, how: why, values: {} };
}

/** The table as people read it. */
export function formatTable(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [row.what, row.goal, `${row.measured ?? NOT_MEASURED}${verdict(row)}`, row.how]);
  return markdownTable(HEADINGS, cells);
}

/** Those whose goal was measured and not met. */
export function findMissed(rows: readonly BenchRow[]): readonly BenchRow[] {
  return rows.filter(({ met }) => met === false);
}

function verdict(row: BenchRow): string {
  if (row.met === undefined) return "";
  return row.met ? " ✓" : " ✗";
}
