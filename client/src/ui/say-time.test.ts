import { expect, it } from "vitest";
import { isSameDay, sayDay, sayDuration } from "./say-time.ts";

const noon = new Date(2025, 2, 13, 12).getTime();

it("names the days around today and dates the others", () => {
  expect(sayDay(new Date(2025, 2, 13, 23, 59).getTime(), noon, "en")).toBe("Today");
  expect(sayDay(new Date(2025, 2, 14, 0, 1).getTime(), noon, "de")).toBe("Morgen");
  expect(sayDay(new Date(2025, 2, 12, 1).getTime(), noon, "en")).toBe("Yesterday");
  expect(sayDay(new Date(2025, 2, 18, 9).getTime(), noon, "en-GB")).toBe("Tue 18 March");
});

it("knows the day's border", () => {
  expect(isSameDay(noon, new Date(2025, 2, 13, 0, 0).getTime())).toBe(true);
  expect(isSameDay(noon, new Date(2025, 2, 14, 0, 0).getTime())).toBe(false);
});

it("counts minutes and seconds, and never below zero", () => {
  expect(sayDuration(65_999)).toBe("1:05");
  expect(sayDuration(3_600_000)).toBe("60:00");
  expect(sayDuration(-1)).toBe("0:00");
});
