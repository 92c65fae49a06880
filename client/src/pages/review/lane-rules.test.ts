import fc from "fast-check";
import { expect, it } from "vitest";
import { lanesOf } from "./lane-rules.ts";

it("puts marks into one row while they do not touch, into the next ones where they do, into four at most", () => {
  expect(lanesOf([0, 4, 8, 50], 4)).toEqual([0, 0, 0, 0]);
  expect(lanesOf([0, 3, 4, 7, 50], 4)).toEqual([0, 1, 0, 1, 0]);
  expect(lanesOf([1, 1, 1, 1, 1, 1], 4)).toEqual([0, 1, 2, 3, 3, 3]);
});

it("never lets two of one row touch while there are rows left", () => {
  const places = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 12 }).map((all) => all.sort((a, b) => a - b));
  fc.assert(
    fc.property(places, (all) => {
      const lanes = lanesOf(all, 5);
      for (const [i, lane] of lanes.entries())
        for (const [j, other] of lanes.entries())
          if (i < j && lane === other && lane < 3) expect(all[j]! - all[i]!).toBeGreaterThanOrEqual(5);
    }),
  );
});
