import fc from "fast-check";
import { expect, it } from "vitest";
import { type Budget, spend } from "./signalling-budget-rules.ts";

const rule = { reserve: 5, perSecond: 2 };

it("allows the reserve at once and refuses what exceeds it", () => {
  expect(spendAll(Array.from({ length: 8 }, () => 0))).toEqual([true, true, true, true, true, false, false, false]);
});

it("refills with time, never above the reserve", () => {
  expect(spendAll([0, 0, 0, 0, 0, 100, 500, 600])).toEqual([true, true, true, true, true, false, true, false]);
  expect(spendAll([0, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9])).toEqual([true, true, true, true, true, true, false]);
});

it("never allows more than the reserve and what time has added, even when the clock stands or goes back", () => {
  const steps = fc.array(fc.integer({ min: -2_000, max: 2_000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(steps, (durations) => {
      let nowMs = 0;
      const times = durations.map((duration) => {
        nowMs += duration;
        return nowMs;
      });
      const forwards = durations.slice(1).reduce((sum, duration) => sum + Math.max(0, duration), 0);
      const allowed = spendAll(times).filter(Boolean).length;
      expect(allowed).toBeLessThanOrEqual(rule.reserve + (forwards * rule.perSecond) / 1_000 + 1e-9);
    }),
  );
});

function spendAll(times: readonly number[]): boolean[] {
  let budget: Budget | undefined;
  return times.map((nowMs) => {
    const left = spend(budget, rule, nowMs);
    budget = left ?? budget;
    return left !== undefined;
  });
}
