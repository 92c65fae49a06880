import { expect, it } from "vitest";
import { UNACKNOWLEDGED_BYTES } from "./recording-limits.ts";
import { Unacknowledged } from "./unacknowledged.ts";

const QUARTER = UNACKNOWLEDGED_BYTES / 4;

it("holds when too much is not stored, until half of it is", () => {
  const waiting = new Unacknowledged();
  for (const index of [0, 1, 2]) waiting.add(index, QUARTER);
  expect(waiting.holding).toBe(false);
  waiting.add(3, QUARTER);
  expect(waiting.holding).toBe(true);
  waiting.acknowledge(0);
  expect(waiting.holding).toBe(true);
  waiting.acknowledge(1);
  expect(waiting.holding).toBe(false);
});

it("counts each piece once, however often and in whatever order it is acknowledged", () => {
  const waiting = new Unacknowledged();
  for (const index of [0, 1, 2, 3]) waiting.add(index, QUARTER);
  for (const index of [1, 0, 1, -5]) waiting.acknowledge(index);
  waiting.add(4, QUARTER);
  waiting.add(5, QUARTER);
  expect(waiting.holding).toBe(true);
  waiting.acknowledge(1_000);
  expect(waiting.holding).toBe(false);
});
