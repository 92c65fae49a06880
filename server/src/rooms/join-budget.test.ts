import { expect, it } from "vitest";
import { createJoinBudget, type JoinBudget } from "./join-budget.ts";

const spendAll = (budget: JoinBudget, id: string, times: number) =>
  Array.from({ length: times }, () => budget.spend("session", id)).filter(Boolean).length;

it("refuses a person who asks for seat after seat, and nobody else", () => {
  const budget = createJoinBudget(() => 0);
  expect(spendAll(budget, "ana", 100)).toBeLessThan(50);
  expect(budget.spend("session", "ana")).toBe(false);
  expect(budget.spend("session", "bruno")).toBe(true);
  expect(budget.spend("another session", "ana")).toBe(true);
});

it("never refuses a link that tries again every two seconds", () => {
  let now = 0;
  const budget = createJoinBudget(() => now);
  for (let i = 0; i < 1_000; i++) {
    expect(budget.spend("session", "ana")).toBe(true);
    now += 2_000;
  }
});

it("forgets nobody who is still refused, however many others ask", () => {
  let now = 0;
  const budget = createJoinBudget(() => now);
  spendAll(budget, "ana", 100);
  for (let i = 0; i < 5_000; i++) {
    now += 0.01;
    budget.spend("session", `person-${i}`);
  }
  expect(budget.spend("session", "ana")).toBe(false);
});
