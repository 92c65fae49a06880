import { expect, it } from "vitest";
import { createAddressBudget } from "./address-budget.ts";

const HOME = "203.0.113.7";

it("lets a dozen people open the page at once, then as many requests as time gives back, each address by itself", () => {
  let now = 0;
  const budget = createAddressBudget(() => now);
  const asked = (times: number) => Array.from({ length: times }, () => budget.request(HOME)).filter(Boolean).length;
  expect(asked(12 * 60)).toBe(720);
  expect(asked(1_000)).toBe(180);
  expect(budget.request("203.0.113.8")).toBe(true);
  now += 2_000;
  expect(asked(1_000)).toBe(120);
});

it("bounds what one address holds open, and gives a place back once, however often that is said", () => {
  const budget = createAddressBudget(() => 0);
  const open = Array.from({ length: 200 }, () => budget.connect(HOME));
  expect(open.every((end) => end !== undefined)).toBe(true);
  expect(budget.connect(HOME)).toBeUndefined();
  expect(budget.connect("203.0.113.8")).toBeDefined();
  open[0]?.();
  open[0]?.();
  expect(budget.connect(HOME)).toBeDefined();
  expect(budget.connect(HOME)).toBeUndefined();
});

it("bounds nobody whose address is not known", () => {
  const budget = createAddressBudget(() => 0);
  for (let i = 0; i < 2_000; i++) expect(budget.request(undefined) && budget.connect(undefined)).toBeTruthy();
});

it("does not remember addresses for ever", () => {
  let now = 0;
  const budget = createAddressBudget(() => now);
  for (let i = 0; i < 10_000; i++) for (let times = 0; times < 900; times += 300) budget.request(`address ${i}`);
  const end = budget.connect("still here");
  now += 60_000;
  budget.request("one more");
  for (let i = 0; i < 199; i++) expect(budget.connect("still here")).toBeDefined();
  expect(budget.connect("still here")).toBeUndefined();
  end?.();
});
