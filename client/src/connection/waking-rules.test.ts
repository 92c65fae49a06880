import { expect, it } from "vitest";
import { advanceWaking, isCatchingUp, startWaking, wakeUp } from "./waking-rules.ts";

it("takes a beat that is late by seconds for a sleep, and a busy moment not", () => {
  const awake = startWaking(0, false);
  expect(advanceWaking(awake, 4_000, false).slept).toBe(false);
  expect(advanceWaking(awake, 15_000, false).slept).toBe(true);
});

it("does not take the minute between two beats behind other windows for a sleep, nor the beat after coming to the front", () => {
  const hidden = startWaking(0, true);
  expect(advanceWaking(hidden, 60_000, true).slept).toBe(false);
  expect(advanceWaking(hidden, 60_000, false).slept).toBe(false);
  expect(advanceWaking(hidden, 600_000, false).slept).toBe(true);
});

it("catches up for a moment after waking, then everything is new again", () => {
  const { waking } = advanceWaking(startWaking(0, false), 20_000, false);
  expect([20_000, 21_000, 22_000].map((nowMs) => isCatchingUp(waking, nowMs))).toEqual([true, true, false]);
  expect(isCatchingUp(wakeUp(waking, 30_000), 30_500)).toBe(true);
});

it("is not asleep because the clock was set back", () => {
  const { waking, slept } = advanceWaking(startWaking(3_600_000, false), 0, false);
  expect([slept, isCatchingUp(waking, 500)]).toEqual([false, false]);
});
