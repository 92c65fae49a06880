import { expect, it } from "vitest";
import { createShownCounts } from "./shown-counts.ts";

const running = { setId: "first", finished: false };

it("keeps what it has shown of somebody until the referee is as far again", () => {
  const counts = createShownCounts();
  expect([2, 5, 3, 5, 6].map((count) => counts.show(running, "ana", count))).toEqual([2, 5, 5, 5, 6]);
  expect(counts.show(running, "bruno", 1)).toBe(1);
});

it("says what the referee says once the set is over, and begins anew with the next", () => {
  const counts = createShownCounts();
  counts.show(running, "ana", 5);
  expect(counts.show({ setId: "first", finished: true }, "ana", 4)).toBe(4);
  counts.show(running, "ana", 5);
  expect(counts.show({ setId: "second", finished: false }, "ana", 0)).toBe(0);
});
