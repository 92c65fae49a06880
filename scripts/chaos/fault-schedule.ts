// What breaks when: drawn from a seed, so that a bad hour can be had again.
import { createSeededRandom, nextUniform } from "@ensemble/shared/exercise/seeded-random.ts";

export type Fault = {
  /** Since the class began. */
  readonly atMs: number;
  readonly forMs: number;
} /** `process`: counted on from the one that owns the class when it happens, which is 0. */ & (
  | { readonly kind: "kill" | "freeze" | "longFreeze" | "drain"; readonly process: number }
  /** By an hour, and back in the end. */
  | { readonly kind: "clockAhead" | "clockBehind"; readonly process: number }
  | { readonly kind: "databaseCrash" | "databaseHalt" | "databaseSlow" | "databaseReadOnly" | "redisCrash" }
  | { readonly kind: "cut" | "delay" | "lossy"; readonly line: number }
);

/** How long each kind lasts, and how often it comes among a hundred. A process that is killed is started again after that time. */
const KINDS: readonly {
  readonly kind: Fault["kind"];
  readonly ms: readonly [number, number];
  readonly share: number;
}[] = [
  { kind: "kill", ms: [500, 4_000], share: 12 },
  { kind: "freeze", ms: [500, 2_500], share: 5 },
  // Outlasts the lease: another one takes over meanwhile.
  { kind: "longFreeze", ms: [4_500, 9_000], share: 5 },
  { kind: "drain", ms: [500, 3_000], share: 8 },
  { kind: "databaseCrash", ms: [200, 6_000], share: 6 },
  { kind: "databaseHalt", ms: [200, 4_000], share: 8 },
  { kind: "databaseSlow", ms: [2_000, 9_000], share: 8 },
  { kind: "databaseReadOnly", ms: [500, 5_000], share: 4 },
  { kind: "clockAhead", ms: [2_000, 9_000], share: 6 },
  { kind: "clockBehind", ms: [2_000, 9_000], share: 6 },
  { kind: "redisCrash", ms: [200, 6_000], share: 6 },
  { kind: "cut", ms: [300, 9_000], share: 20 },
  { kind: "delay", ms: [1_000, 9_000], share: 15 },
  { kind: "lossy", ms: [2_000, 12_000], share: 15 },
];
export const FAULT_KINDS: readonly Fault["kind"][] = KINDS.map(({ kind }) => kind);
/** One in each such time; closer together where a short class would not meet every kind otherwise, which takes half a minute. */
const EVERY_MS = 3_000;
const AT_LEAST_EVERY_MS = 1_500;
const FIRST_AT_MS = 3_000;

export function scheduleFaults(options: {
  readonly seed: number;
  readonly durationMs: number;
  readonly processes: number;
  readonly lines: number;
}): readonly Fault[] {
  const random = createSeededRandom(options.seed);
  const between = (low: number, high: number) => Math.round(low + nextUniform(random) * (high - low));
  const faults: Fault[] = [];
  const deck = shuffle(KINDS, () => nextUniform(random));
  const everyMs = Math.min(EVERY_MS, Math.max(AT_LEAST_EVERY_MS, (options.durationMs - FIRST_AT_MS) / KINDS.length));
  for (let fromMs = FIRST_AT_MS; fromMs + everyMs <= options.durationMs + 1; fromMs += everyMs) {
    // Each kind once, then as they come.
    const dealt = deck.pop();
    const { kind, ms } = dealt ?? draw(nextUniform(random));
    const when = { atMs: between(fromMs, fromMs + everyMs), forMs: between(...ms) };
    const process = between(0, options.processes - 1);
    if (kind === "kill" || kind === "longFreeze")
      // The first of each hits the owner itself: somebody takes over in every class.
      faults.push({ ...when, kind, process: dealt === undefined ? process : 0 });
    else if (kind === "freeze" || kind === "drain" || kind === "clockAhead" || kind === "clockBehind")
      faults.push({ ...when, kind, process });
    else if (kind === "cut" || kind === "delay" || kind === "lossy")
      faults.push({ ...when, kind, line: between(0, options.lines - 1) });
    else faults.push({ ...when, kind });
  }
  return faults;
}

function draw(uniform: number) {
  let left = uniform * KINDS.reduce((sum, { share }) => sum + share, 0);
  const found = KINDS.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  return found ?? (KINDS[0] as (typeof KINDS)[number]);
}

function shuffle<T>(items: readonly T[], uniform: () => number): T[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(uniform() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
  }
  return shuffled;
}
