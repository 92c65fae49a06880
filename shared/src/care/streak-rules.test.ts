import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastDays, streakDays } from "./streak-rules.ts";

describe("streaks", () => {
  it("count exercise days in a row, with up to two days of rest between", () => {
    expect(streakDays(["2026-11-21"], "2026-11-21")).toBe(1);
    expect(streakDays(["2026-11-15", "2026-11-18", "2026-11-21"], "2026-11-21")).toBe(3);
    expect(streakDays(["2026-11-14", "2026-11-18", "2026-11-21"], "2026-11-21")).toBe(2);
  });
  it("hold through the rest days before today, and end after them", () => {
    expect(streakDays(["2026-11-18"], "2026-11-21")).toBe(1);
    expect(streakDays(["2026-11-17"], "2026-11-21")).toBe(0);
    expect(streakDays([], "2026-11-21")).toBe(0);
  });
  it("cross months, years and leap days", () => {
    expect(streakDays(["2027-12-30", "2028-01-01"], "2028-01-02")).toBe(2);
    expect(lastDays("2028-03-01", 3)).toEqual(["2028-02-28", "2028-02-29", "2028-03-01"]);
    expect(lastDays("2027-03-01", 2)).toEqual(["2027-02-28", "2027-03-01"]);
  });
  it("read the calendar as everybody else does", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), (day) => {
        const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
        expect(lastDays(text, 1)).toEqual([text]);
        expect(lastDays(text, 2)[0]).toBe(new Date((day - 1) * 86_400_000).toISOString().slice(0, 10));
      }),
    );
  });
});
