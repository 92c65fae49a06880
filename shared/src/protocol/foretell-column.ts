// What the next value of a column probably is: the last one, and a share of the steps its own past and its references take.
// Whole numbers of 16 bits throughout, so that what one machine writes every other reads back bit for bit.

/** All columns of a chunk, one after the other in one piece of memory each: a chunk has hundreds, and views cost more than numbers. */
export interface ColumnTable {
  readonly frames: number;
  readonly values: Uint16Array;
  /** From the value before to this one; a column's first is 0. */
  readonly steps: Int16Array;
}

/** Weights are sixteenths, −127…127. */
const WEIGHT_UNITS = 16;
const WEIGHT_SHIFT = 4;
const LARGEST_WEIGHT = 127;
/** Keeps a column that does not move from claiming anything, and every equation solvable. */
const RIDGE = 0.5;
/** Every third step is enough to fit by: 1 % more bytes for a third of the work. */
const FIT_EVERY = 3;

export function createTable(columns: number, frames: number): ColumnTable {
  const length = columns * (frames + 1);
  return { frames, values: new Uint16Array(length), steps: new Int16Array(length) };
}

/** An empty table in the memory of one that is not needed any more, or in new memory where that is too small. */
export function reuseTable(table: ColumnTable, columns: number, frames: number): ColumnTable {
  const length = columns * (frames + 1);
  if (table.values.length < length) return createTable(columns, frames);
  const { values, steps } = table;
  values.fill(0, 0, length);
  steps.fill(0, 0, length);
  return { frames, values, steps };
}

/** Where a column begins; the place before it is 0, so that its first frame has a step before it too. */
export const startOf = (table: ColumnTable, column: number): number => column * (table.frames + 1) + 1;

/** What the references say about each step of a column, in sixteenths. `weights[0]` is the column's own. */
export function sumReferences(
  table: ColumnTable,
  references: readonly number[],
  weights: Int8Array,
  into: Int32Array,
): void {
  const { steps, frames } = table;
  into.fill(0);
  for (let i = 0; i < references.length; i++) {
    const weight = weights[i + 1]!;
    const start = startOf(table, references[i]!);
    if (weight !== 0) for (let t = 0; t < frames; t++) into[t] = into[t]! + weight * steps[start + t]!;
  }
}

/** The probable value at a place that is not a column's first. */
export function foretell(table: ColumnTable, place: number, ownWeight: number, referenceSum: number): number {
  const sum = referenceSum + ownWeight * table.steps[place - 1]!;
  return (table.values[place - 1]! + ((sum + WEIGHT_UNITS / 2) >> WEIGHT_SHIFT)) & 0xffff;
}

/** The weights with about the least squared error. Only the writer needs them; the reader is told. */
export function fitWeights(table: ColumnTable, column: number, references: readonly number[]): Int8Array {
  const own = startOf(table, column);
  const features = [own - 1, ...references.map((reference) => startOf(table, reference))];
  const rows: number[][] = [];
  for (let i = 0; i < features.length; i++) {
    const row: number[] = [];
    for (let j = 0; j < features.length; j++) {
      row.push(j < i ? rows[j]![i]! : dot(table, features[i]!, features[j]!) + (i === j ? RIDGE : 0));
    }
    row.push(dot(table, features[i]!, own));
    rows.push(row);
  }
  const weights = new Int8Array(features.length);
  solve(rows).forEach((weight, i) => {
    weights[i] = Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, Math.round(weight * WEIGHT_UNITS)));
  });
  return weights;
}

function dot({ steps, frames }: ColumnTable, a: number, b: number): number {
  let sum = 0;
  for (let i = 1; i < frames; i += FIT_EVERY) sum += steps[a + i]! * steps[b + i]!;
  return sum;
}

/** Gauss elimination of n rows of n + 1; the ridge keeps the diagonal above zero. */
function solve(rows: readonly number[][]): readonly number[] {
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    for (let below = i + 1; below < size; below++) {
      const factor = rows[below]![i]! / rows[i]![i]!;
      for (let j = i; j <= size; j++) rows[below]![j] = rows[below]![j]! - factor * rows[i]![j]!;
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    let rest = rows[i]![size]!;
    for (let j = i + 1; j < size; j++) rest -= rows[i]![j]! * solution[j]!;
    solution[i] = rest / rows[i]![i]!;
  }
  return solution;
}
