// Whether a server keeps what it should have let go, from how much it held after each round.
import type { Holdings } from "./target-server.ts";

/** Room for a heap that is not collected at once, and for code that is still being compiled. */
const MEGABYTES = 128;
/** In fewer, a heap that is still finding its size cannot be told from one that grows. */
const FEWEST_ROUNDS = 9;
/** Connections of the class next door that are being made anew, and files being read. */
const DESCRIPTORS = 24;

/** From the first third of the rounds to the last one; what is wrong, if anything. */
export function judgeGrowth(holdings: readonly Holdings[]): readonly string[] {
  const third = Math.floor(holdings.length / 3);
  if (holdings.length < FEWEST_ROUNDS) return [];
  const grown = (read: (one: Holdings) => number) =>
    middle(holdings.slice(-third).map(read)) - middle(holdings.slice(0, third).map(read));
  const megabytes = grown((one) => one.megabytes);
  const descriptors = grown((one) => one.descriptors);
  return [
    ...(megabytes > MEGABYTES ? [`it holds ${megabytes.toFixed(0)} MB more at the end than at the beginning`] : []),
    ...(descriptors > DESCRIPTORS ? [`it holds ${descriptors} descriptors more at the end than at the beginning`] : []),
  ];
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
