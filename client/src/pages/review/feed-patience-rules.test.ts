import { expect, it } from "vitest";
import { judgeWait, pauseAfter } from "./feed-patience-rules.ts";

it("says that a part of a recording is late, and asks anew when it does not come", () => {
  expect([0, 3_999, 4_000, 19_999, 20_000].map((waitedMs) => judgeWait(waitedMs, 0))).toEqual([
    "well",
    "well",
    "late",
    "late",
    "inVain",
  ]);
});

it("gives each try more time, so that a narrow line gets through, and none without end", () => {
  expect(judgeWait(20_000, 1)).toBe("late");
  expect(judgeWait(40_000, 1)).toBe("inVain");
  expect(judgeWait(159_999, 30)).toBe("late");
  expect(judgeWait(160_000, 30)).toBe("inVain");
});

it("pauses longer between tries, and never for long", () => {
  expect([1, 2, 3, 4, 30].map(pauseAfter)).toEqual([2_000, 4_000, 8_000, 16_000, 16_000]);
});
