import { expect, it } from "vitest";
import { measureBusy } from "./measure-busy.ts";

it("is the mean share of time the workers used since the last look, and begins anew with a worker that was replaced", () => {
  let now = 0;
  const busy = measureBusy(() => now);
  expect(busy([100, 100])).toBe(0);
  now = 1_000;
  expect(busy([600, 100])).toBeCloseTo(0.25);
  now = 2_000;
  // The first one died: it has used 300 ms since.
  expect(busy([300, 100])).toBeCloseTo(0);
  now = 3_000;
  expect(busy([800, 1_100])).toBeCloseTo(0.75);
});

it("is never more than all of it", () => {
  let now = 0;
  const busy = measureBusy(() => now);
  busy([0]);
  now = 10;
  expect(busy([500])).toBe(1);
});
