// What the next value of a column probably is: the last one, and a share of the steps its own past and its references take.
// Whole numbers of 16 bits throughout, so that what one machine writes every other reads back bit for bit.

import { MOST_REFERENCES } from "./pose-chunk-columns.ts";

/** All columns of a chunk, one after the other in one piece of memory: a chunk has hundreds, and views cost more than numbers. */
export interface StepTable {
  readonly frames: number;
  /** From the value before to this one; a column's first is 0. */
  readonly steps: Int16Array;
}

/** Weights are sixteenths, −127…127. */
const WEIGHT_UNITS = 16;
const WEIGHT_SHIFT = 4;
const LARGEST_WEIGHT = 127;
/** Keeps a column that does not move from claiming anything, and every equation solvable. */
const RIDGE = 0.5;
/** Every sixth step is enough to fit by: 2 % more bytes for a sixth of the work. */
const FIT_EVERY = 6;

/** A column's own past and its references, and one more for what they are to explain. */
const ROW = 1 + MOST_REFERENCES + 1;
/** A class fits hundreds of columns a second: in memory that is there already. */
const features = new Int32Array(ROW);
const equations = new Float64Array(ROW * ROW);
const weights = new Int8Array(ROW);
const weightsOf = Array.from({ length: ROW }, (_, size) => weights.subarray(0, size));

export function createTable(columns: number, frames: number): StepTable {
  return { frames, steps: new Int16Array(columns * (frames + 1)) };
}

/** An empty table in the memory of one that is not needed any more, or in new memory where that is too small. */
export function reuseTable({ steps }: StepTable, columns: number, frames: number): StepTable {
  const length = columns * (frames + 1);
  if (steps.length < length) return createTable(columns, frames);
  steps.fill(0, 0, length);
  return { frames, steps };
}

/** Where a column begins; the place before it is 0, so that its first frame has a step before it too. */
export const startOf = (table: StepTable, column: number): number => column * (table.frames + 1) + 1;

/** What the references say about each step of a column, in sixteenths. `weights[0]` is the column's own. */
export function sumReferences(
  table: StepTable,
  references: readonly number[],
  weights: Int8Array,
  into: Int32Array,
): void {
  const { steps, frames } = table;
  into.fill(0);
  for (let i = 0; i < references.length; i++) {
    const weight = weights[i + 1]!;
    const start = startOf(table, references[i]!);
    if (weight !== 0) for (let t = 0; t < frames; t++) into[t]! += Math.imul(weight, steps[start + t]!);
  }
}

/** The probable step, out of what a column's own past and its references say about it, in sixteenths. */
export function foretellStep(said: number): number {
  return (said + WEIGHT_UNITS / 2) >> WEIGHT_SHIFT;
}

/** The weights with about the least squared error. Only the writer needs them; the reader is told. Valid until the next call. */
export function fitWeights(table: StepTable, column: number, references: readonly number[]): Int8Array {
  const own = startOf(table, column);
  const size = 1 + references.length;
  for (let i = 0; i < size; i++) features[i] = i === 0 ? own - 1 : startOf(table, references[i - 1]!);
  features[size] = own;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= size; j++) {
      equations[ROW * i + j] =
        j < i ? equations[ROW * j + i]! : dot(table, features[i]!, features[j]!) + (i === j ? RIDGE : 0);
    }
  }
  solve(size);
  for (let i = 0; i < size; i++) {
    const weight = Math.round(equations[ROW * i + size]! * WEIGHT_UNITS);
    weights[i] = Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, weight));
  }
  return weightsOf[size]!;
}

/** Two sums, so that one addition need not wait for the other; of whole numbers the order does not matter. */
function dot({ steps, frames }: StepTable, a: number, b: number): number {
  let first = 0;
  let second = 0;
  let i = 1;
  for (; i + FIT_EVERY < frames; i += 2 * FIT_EVERY) {
    first += steps[a + i]! * steps[b + i]!;
    second += steps[a + i + FIT_EVERY]! * steps[b + i + FIT_EVERY]!;
  }
  if (i < frames) first += steps[a + i]! * steps[b + i]!;
  return first + second;
}

/** Gauss elimination; the ridge keeps the diagonal above zero. The solution takes the place of the last column. */
function solve(size: number): void {
  for (let i = 0; i < size; i++) {
    for (let below = i + 1; below < size; below++) {
      const factor = equations[ROW * below + i]! / equations[ROW * i + i]!;
      for (let j = i; j <= size; j++)
        equations[ROW * below + j] = equations[ROW * below + j]! - factor * equations[ROW * i + j]!;
    }
  }
  for (let i = size - 1; i >= 0; i--) {
    let rest = equations[ROW * i + size]!;
    for (let j = i + 1; j < size; j++) rest -= equations[ROW * i + j]! * equations[ROW * j + size]!;
    equations[ROW * i + size] = rest / equations[ROW * i + i]!;
  }
}
