import { expect, test } from "vitest";
import { type BenchRow, findMissed, formatTable, notMeasured } from "./bench-row.ts";

const row = (given: Partial<BenchRow>): BenchRow => ({
  part: "start",
  what: "'npm start'",
  goal: "≤ 5 s",
  measured: "2.1 s",
  met: true,
  how: "median of 3",
  values: {},
  ...given,
});

test("says whether a goal is met, and nothing where there is none", () => {
  const lines = formatTable([row({}), row({ met: false }), row({ met: undefined })]).split("\n");
  expect(lines[2]).toContain("2.1 s ✓");
  expect(lines[3]).toContain("2.1 s ✗");
  expect(lines[4]).not.toMatch(/[✓✗]/);
});

test("says of what cannot be measured that it was not, and why", () => {
  const [, , line] = formatTable([notMeasured("join", "join", "≤ 3 s", "needs two browsers")]).split("\n");
  expect(line).toContain("not measured yet");
  expect(line).toContain("needs two browsers");
});

test("is a table: every line has the same columns", () => {
  const lines = formatTable([row({}), row({ what: "something longer" })]).split("\n");
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(line.split("|")).toHaveLength(6);
});

test("only a goal that was measured and not met is missed", () => {
  const missed = row({ what: "too slow", met: false });
  expect(findMissed([row({}), missed, row({ met: undefined }), notMeasured("join", "join", "≤ 3 s", "none")])).toEqual([
    missed,
  ]);
});
