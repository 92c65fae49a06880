// Whether a server keeps what it should have let go, from how much it held after each round.
import type { Holdings } from "./target-server.ts";

/** Of what is left when all that can be let go has been: room for the classes that are open at that moment. */
const HEAP_MEGABYTES = 24;
/** Of the system's memory, after the same collections: what a transport or a parser might keep outside the heap. */
const RESIDENT_MEGABYTES = 128;
/** In fewer, caches that fill up and code that is still being compiled cannot be told from what grows for ever. */
export const FEWEST_ROUNDS = 9;
/** Connections of the class next door that are being made anew, and files being read. */
const DESCRIPTORS = 24;

/** From the first third of the rounds to the last one; what is wrong, if anything. */
export function judgeGrowth(holdings: readonly Holdings[]): readonly string[] {
  const third = Math.floor(holdings.length / 3);
  if (holdings.length < FEWEST_ROUNDS) return [];
  const grown = (read: (one: Holdings) => number) =>
    middle(holdings.slice(-third).map(read)) - middle(holdings.slice(0, third).map(read));
  return [
    excess(
      grown((one) => one.heapMegabytes),
      HEAP_MEGABYTES,
      "MB of heap",
    ),
    excess(
      grown((one) => one.residentMegabytes),
      RESIDENT_MEGABYTES,
      "MB of memory",
    ),
    excess(
      grown((one) => one.descriptors),
      DESCRIPTORS,
      "descriptors",
    ),
  ].filter((one) => one !== undefined);
}

function excess(grown: number, allowed: number, what: string): string | undefined {
  return grown > allowed ? `it holds ${grown.toFixed(0)} ${what} more at the end than at the beginning` : undefined;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
