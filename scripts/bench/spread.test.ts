import { expect, test } from "vitest";
import { describeSpread, spreadOf } from "./spread.ts";

test("the middle one of an odd number, the mean of the two middle ones of an even number", () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, lowest: 1, highest: 3 });
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, lowest: 1, highest: 4 });
});

test("orders by size, not by digits", () => {
  expect(spreadOf([10, 9, 100]).median).toBe(10);
});

test("refuses to summarise nothing", () => {
  expect(() => spreadOf([])).toThrow("nothing was measured");
});

test("reads as middle and range", () => {
  expect(describeSpread({ median: 2, lowest: 1.96, highest: 2.104 }, 2)).toBe("2.00 (1.96–2.10)");
});
