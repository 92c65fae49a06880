import type { RefereeReading } from "@ensemble/shared/movement/referee.ts";
import { describe, expect, it } from "vitest";
import { advanceSight, startSight, unseenForMs } from "./sight-rules.ts";

const readingOf = (tracking: RefereeReading["tracking"]) => ({ tracking }) as RefereeReading;

/** One look every quarter of a second; `null`: no new picture since the last look. */
function look(readings: readonly (RefereeReading["tracking"] | null)[], counting = true) {
  let sight = startSight(0);
  let reading: RefereeReading | undefined;
  let nowMs = 0;
  for (const tracking of readings) {
    if (tracking !== null) reading = readingOf(tracking);
    sight = advanceSight(sight, reading, counting, nowMs);
    nowMs += 250;
  }
  return { old: sight.old, unseenForMs: unseenForMs(sight, nowMs - 250) };
}
const times = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value);

describe("how long a body has not been seen", () => {
  it("is no time at all while good pictures come", () => {
    expect(look(times(20, "good"))).toEqual({ old: false, unseenForMs: 0 });
  });
  it("counts from the first bad picture to the last", () => {
    expect(look(["good", ...times(5, "lost" as const)])).toEqual({ old: false, unseenForMs: 1_000 });
  });
  it("does not believe a good picture that nothing follows for two seconds", () => {
    expect(look(["good", ...times(7, null)])).toEqual({ old: false, unseenForMs: 0 });
    expect(look(["good", ...times(8, null)])).toEqual({ old: true, unseenForMs: 2_000 });
  });
  it("is seen again with the next good picture", () => {
    expect(look(["good", ...times(12, null), "good"])).toEqual({ old: false, unseenForMs: 0 });
  });
  it("blames nobody while no picture is read", () => {
    expect(look(["good", ...times(40, null)], false)).toEqual({ old: false, unseenForMs: 0 });
  });
  it("waits for the first picture, however long that takes", () => {
    expect(look(times(40, null))).toEqual({ old: false, unseenForMs: 0 });
  });
});
