import { expect, test } from "vitest";
import { createDrawingPace, hurry, isTimeToDraw } from "./pace-drawing.ts";

const BUDGET = { framesPerSecond: 20, share: 0.35 };

/** Simulates a browser that calls every 16 ms, later while a frame of that cost is drawn; returns drawn frames in ten seconds. */
function drawnInTenSeconds(costMs: number): number {
  const pace = createDrawingPace();
  let drawn = 0;
  for (let now = 0; now < 10_000; ) {
    const draws = isTimeToDraw(pace, now, BUDGET);
    drawn += Number(draws);
    now += draws ? Math.max(16, costMs) : 16;
  }
  return drawn;
}

test("a device that carries it shows about twenty frames a second", () => {
  expect(drawnInTenSeconds(5)).toBeGreaterThan(150);
  expect(drawnInTenSeconds(5)).toBeLessThanOrEqual(210);
});

test("a device that does not is left most of its time", () => {
  for (const cost of [60, 150, 400]) expect(drawnInTenSeconds(cost) * cost).toBeLessThan(4200);
});

test("the first frame is drawn at once", () => {
  expect(isTimeToDraw(createDrawingPace(), 12_345, BUDGET)).toBe(true);
});

test("what must be seen now is drawn at the next turn, and only that", () => {
  const pace = createDrawingPace();
  isTimeToDraw(pace, 0, BUDGET);
  expect(isTimeToDraw(pace, 400, BUDGET)).toBe(false);
  hurry(pace);
  expect(isTimeToDraw(pace, 416, BUDGET)).toBe(true);
  expect(isTimeToDraw(pace, 432, BUDGET)).toBe(false);
});
