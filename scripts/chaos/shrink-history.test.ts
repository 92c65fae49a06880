import fc from "fast-check";
import { expect, it } from "vitest";
import { checkHistory } from "./check-history.ts";
import type { Observation } from "./observation.ts";
import { shrinkHistory } from "./shrink-history.ts";

const RULE = "counts never go back on any screen";
const shown = (by: string, repetitions: number): Observation => ({
  kind: "shown",
  by,
  of: "ana",
  setId: "set",
  repetitions,
});

it("leaves of a long history the two observations that contradict each other", () => {
  const calm = Array.from({ length: 400 }, (_, index) => shown(`screen ${index % 7}`, Math.floor(index / 7)));
  const history = [...calm.slice(0, 200), shown("broken", 5), ...calm.slice(200), shown("broken", 4)];
  expect(shrinkHistory(history, RULE)).toEqual([shown("broken", 5), shown("broken", 4)]);
});

it("leaves nothing that could be left out, whatever the history", () => {
  const observation = fc.record({ by: fc.constantFrom("a", "b", "c"), count: fc.integer({ min: 0, max: 5 }) });
  fc.assert(
    fc.property(fc.array(observation, { maxLength: 30 }), (list) => {
      const history = list.map(({ by, count }) => shown(by, count));
      const broken = checkHistory(history).length > 0;
      const shortest = shrinkHistory(history, RULE);
      expect(checkHistory(shortest).length > 0).toBe(broken);
      if (broken) expect(shortest).toHaveLength(2);
    }),
  );
});
