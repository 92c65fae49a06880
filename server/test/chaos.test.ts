// A class while things break, by a seed that is always the same and by one that never is.
import { describe, expect, inject, it } from "vitest";
import { FAULT_KINDS } from "../../scripts/chaos/fault-schedule.ts";
import { type History, observed } from "../../scripts/chaos/observation.ts";
import { findTransport } from "./support/over-both-transports.ts";
import { runTestChaos } from "./support/run-test-chaos.ts";

const MINUTE_MS = 60_000;
const FIXED_SEED = 20_261_126;
const OTHER_TRANSPORT = "reason" in findTransport("uws") ? "ws" : "uws";

// Side by side: each mostly waits for its people and for what is broken.
describe("a class while things break", { timeout: 8 * MINUTE_MS, concurrent: true }, () => {
  it.each([
    [FIXED_SEED, "ws"],
    [inject("drawnSeed"), OTHER_TRANSPORT],
  ] as const)("holds, seed %i, over %s", async (seed, transport) => {
    const broken: string[] = [];
    const tell = (what: string) => broken.push(...(/: (\w+) .* for \d+ ms$/.exec(what)?.slice(1) ?? []));
    const { violations, shortest, history, standstill } = await runTestChaos({
      ...{ seed, transport, minutes: 0.5, processes: 2, patients: 3, tell },
    });
    expect({ seed, violations, shortest, standstill }).toEqual({
      ...{ seed, violations: [], shortest: [], standstill: undefined },
    });
    expect(history.filter(({ kind }) => kind === "performed").length).toBeGreaterThanOrEqual(6);
    expect(countedAgain(history)).toEqual(performed(history));
    expect(new Set(broken)).toEqual(new Set(FAULT_KINDS));
    // What was tried and not allowed was refused, and what was allowed was given: nothing of it was left out.
    const kinds = new Set(history.map(({ kind }) => kind));
    expect([...kinds]).toEqual(
      expect.arrayContaining(["gotPicture", "refusedPicture", "took", "heard", "told", "acknowledged", "tookPart"]),
    );
    expect(history.filter((one) => one.kind === "asked" && !one.allowed).length).toBeGreaterThan(20);
  });
});

/** How many repetitions of whom, in which set: as they were moved, and as what is stored counts them. */
function performed(history: History): readonly string[] {
  return observed(history, "performed")
    .map(({ by, setId, repetitions }) => `${by} ${setId} ${repetitions}`)
    .sort();
}

function countedAgain(history: History): readonly string[] {
  return observed(history, "countedAgain")
    .map(({ of, setId, repetitions }) => `${of} ${setId} ${repetitions}`)
    .sort();
}
