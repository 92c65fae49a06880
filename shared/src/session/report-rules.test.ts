import { describe, expect, it } from "vitest";
import { isSameReport, type LastReport, SAME_REPORT_MS } from "./report-rules.ts";
import type { SetState, Stop } from "./session-state.ts";

const NOW_MS = 1_000_000;
const calm = { set: null, endedAtMs: null };
const six = (secondsAgo: number, stop: Stop | null = null): LastReport => ({
  level: 6,
  atMs: NOW_MS - 1_000 * secondsAgo,
  stop,
});
const setChanged = (secondsAgo: number) => ({
  set: { changedAtMs: NOW_MS - 1_000 * secondsAgo } as SetState,
  endedAtMs: null,
});
const stopped = (secondsAgo: number): Stop => ({
  atMs: NOW_MS - 1_000 * secondsAgo,
  takenById: null,
  patientAgrees: false,
  therapistAgrees: false,
});

describe("a report", () => {
  it("is the same as the last one right after it", () => {
    expect(isSameReport(six(5), 6, calm, NOW_MS)).toBe(true);
    expect(isSameReport(six(5, stopped(10)), 6, setChanged(20), NOW_MS)).toBe(true);
  });

  it.each<[string, boolean]>([
    ["is the first one", isSameReport({ level: null, atMs: null, stop: null }, 6, calm, NOW_MS)],
    ["has another level", isSameReport(six(5), 7, calm, NOW_MS)],
    ["comes some time later", isSameReport(six(SAME_REPORT_MS / 1_000), 6, calm, NOW_MS)],
    ["comes after a set was started, paused or finished", isSameReport(six(5), 6, setChanged(3), NOW_MS)],
    ["comes after a stop for pain", isSameReport(six(5, stopped(3)), 6, calm, NOW_MS)],
    ["comes after the session's end", isSameReport(six(5), 6, { set: null, endedAtMs: NOW_MS - 3_000 }, NOW_MS)],
  ])("is new when it %s", (_when, same) => {
    expect(same).toBe(false);
  });
});
