import { expect, it } from "vitest";
import { sayDelay, sayMegabytes, saySpan } from "./say-amount.ts";

const HOUR_MS = 3_600_000;

it.each([
  [-5, "0 s"],
  [59_999, "59 s"],
  [60_000, "1 min"],
  [HOUR_MS - 1, "59 min"],
  [2 * HOUR_MS + 14 * 60_000, "2 h 14 min"],
  [3 * HOUR_MS, "3 h"],
  [76 * HOUR_MS, "3 d 4 h"],
])("says a span of %d ms as %s", (span, words) => {
  expect(saySpan(span)).toBe(words);
});

it("says delays finely while they are short, in the page's language", () => {
  expect(sayDelay(3.4, "en")).toBe("3 ms");
  expect(sayDelay(1_430, "en")).toBe("1.4 s");
  expect(sayDelay(1_430, "de")).toBe("1,4 s");
  expect(sayDelay(238_000, "de")).toBe("3 min");
  expect(sayMegabytes(1_536 * 1024 * 1024, "de")).toBe("1.536 MB");
});
