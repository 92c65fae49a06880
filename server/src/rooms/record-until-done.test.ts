import { expect, it } from "vitest";
import { recordUntilDone } from "./record-until-done.ts";

/** Whose database answers only the last of so many attempts. */
function openRecord(attemptsNeeded: number) {
  const told: string[] = [];
  const scheduled: (() => void)[] = [];
  let attempts = 0;
  let over = false;
  const parts = {
    record: async () => {
      attempts += 1;
      if (attempts < attemptsNeeded) throw new Error(`attempt ${attempts}`);
    },
    isOver: () => over,
    schedule: (_delayMs: number, run: () => void) => scheduled.push(run),
    failed: (error: unknown) => told.push((error as Error).message),
  };
  return {
    begin: () => recordUntilDone(parts),
    attempts: () => attempts,
    told,
    scheduled,
    close: () => {
      over = true;
    },
    passTime: async () => {
      for (const run of scheduled.splice(0)) run();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

it("tries again until it is recorded, and tells of it once", async () => {
  const record = openRecord(3);
  await record.begin();
  for (let time = 0; time < 5; time++) await record.passTime();
  expect(record.attempts()).toBe(3);
  expect(record.told).toEqual(["attempt 1"]);
});

it("stops with the room", async () => {
  const record = openRecord(3);
  record.close();
  await record.begin();
  expect(record.scheduled).toEqual([]);
});
