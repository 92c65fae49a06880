import { expect, it } from "vitest";
import { createBudgetForEach } from "./budget-for-each.ts";

const BUDGET = { perSecond: 1, burst: 10 };
const MOST = 100;

function start() {
  const clock = { nowMs: 0 };
  const budget = createBudgetForEach(BUDGET, MOST, () => clock.nowMs);
  const taken = (key: string, times: number) =>
    Array.from({ length: times }, () => budget.spend(key)).filter(Boolean).length;
  const others = (from: number, count: number) => {
    for (let i = from; i < from + count; i++) budget.spend(`other ${i}`);
  };
  return { clock, taken, others };
}

it("gives each its own, and back what time gives back", () => {
  const { clock, taken } = start();
  expect([taken("ana", 20), taken("bruno", 5)]).toEqual([10, 5]);
  clock.nowMs += 3_000;
  expect([taken("ana", 20), taken("bruno", 20)]).toEqual([3, 8]);
});

it("gives nobody more than that whenever a generation ends", () => {
  const { clock, taken } = start();
  let given = 0;
  for (let ms = 0; ms <= 60_000; ms += 250) {
    clock.nowMs = ms;
    given += taken("ana", 3);
  }
  expect(given).toBe(10 + 60);
});

it.each([10_000, 15_000, 20_000, 86_400_000])("gives the whole and no more after %d ms", (pauseMs) => {
  const { clock, taken } = start();
  taken("ana", 10);
  clock.nowMs += pauseMs;
  expect(taken("ana", 30)).toBe(10);
});

it("remembers who has spent everything, while no more than it holds come in between", () => {
  const { taken, others } = start();
  expect(taken("ana", 10)).toBe(10);
  others(0, MOST);
  expect(taken("ana", 1)).toBe(0);
  // Whoever keeps asking stays remembered, however many others come.
  for (let i = 1; i <= 20; i++) {
    others(i * MOST, MOST / 2);
    expect(taken("ana", 1)).toBe(0);
  }
});

it("forgets those who asked longest ago when more come than it holds, and keeps out nobody who is new", () => {
  const { taken, others } = start();
  expect(taken("ana", 11)).toBe(10);
  others(0, 2 * MOST);
  expect(taken("ana", 11)).toBe(10);
  expect(taken("somebody new", 1)).toBe(1);
});
