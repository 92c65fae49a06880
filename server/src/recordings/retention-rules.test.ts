import { expect, it } from "vitest";
import { isDue, isHeld, keptUntilMs } from "./retention-rules.ts";

const DAY_MS = 86_400_000;
const ended = { endedAtMs: 10 * DAY_MS, heldSinceMs: undefined, isDestroyed: false };

it("a recording is due after the days the clinic keeps one, not a moment before", () => {
  expect(isDue(ended, 30, 40 * DAY_MS - 1)).toBe(false);
  expect(isDue(ended, 30, 40 * DAY_MS)).toBe(true);
});

it("none is due that is held, still being made or destroyed already", () => {
  expect(isDue({ ...ended, heldSinceMs: 11 * DAY_MS }, 30, 99 * DAY_MS)).toBe(false);
  expect(isDue({ ...ended, endedAtMs: undefined }, 30, 99 * DAY_MS)).toBe(false);
  expect(isDue({ ...ended, isDestroyed: true }, 30, 99 * DAY_MS)).toBe(false);
});

it("says until when one is kept: its end and the clinic's days, and nothing where there is no such day", () => {
  const one = { endedAtMs: 10 * DAY_MS, tombstone: undefined };
  expect(keptUntilMs(one, 30)).toBe(40 * DAY_MS);
  expect(keptUntilMs(one, undefined)).toBeUndefined();
  expect(keptUntilMs({ ...one, endedAtMs: undefined }, 30)).toBeUndefined();
  expect(keptUntilMs({ ...one, tombstone: {} }, 30)).toBeUndefined();
});

it("one is held from the moment somebody says so, however long ago", () => {
  expect([isHeld({ heldSinceMs: 0 }), isHeld({ heldSinceMs: undefined })]).toEqual([true, false]);
});
