// One line of the table of numbers to hold: what is measured, what it should be, what it was, and how it was found.

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

/** A Markdown table, columns padded so that it reads in a terminal too. */
export function formatTable(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [row.what, row.goal, `${row.measured ?? NOT_MEASURED}${verdict(row)}`, row.how]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => (row[column] ?? "").length)),
  );
  // The last column is prose: padding it would only wrap every line.
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column < row.length - 1 ? cell.padEnd(widths[column] ?? 0) : cell)).join(" | ")} |`;
  return [line(HEADINGS), line(HEADINGS.map((heading) => "-".repeat(heading.length))), ...cells.map(line)].join("\n");
}

function verdict(row: BenchRow): string {
  if (row.met === undefined) return "";
  return row.met ? " ✓" : " ✗";
}
