import { expect, it } from "vitest";
import { fitLine } from "./fit-line.ts";

it("finds the line that points lie on, and the one between points that lie beside it", () => {
  expect(
    fitLine([
      [10, 25],
      [20, 45],
      [60, 125],
    ]),
  ).toEqual({ slope: 2, intercept: 5 });
  const { slope, intercept } = fitLine([
    [0, 1],
    [0, -1],
    [10, 11],
    [10, 9],
  ]);
  expect([slope, intercept]).toEqual([1, 0]);
});

it("says nothing of one place", () => {
  expect(() =>
    fitLine([
      [10, 1],
      [10, 2],
    ]),
  ).toThrow("two places");
});
