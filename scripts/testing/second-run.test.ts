import { describe, expect, it } from "vitest";
import { chooseForSecondRun, replaceResults } from "./second-run.mjs";
import { sumRuns } from "./test-totals.mjs";

const fileOf = (name: string, statuses: readonly string[]) => ({
  name,
  message: "",
  status: statuses.includes("failed") ? "failed" : "passed",
  assertionResults: statuses.map((status) => ({ status, fullName: `${name} ${status}`, failureMessages: [] })),
});

const runOf = (...files: readonly ReturnType<typeof fileOf>[]) => {
  const count = (wanted: string) =>
    files.flatMap((file) => file.assertionResults).filter(({ status }) => status === wanted).length;
  return {
    status: count("failed") > 0 ? 1 : 0,
    report: {
      numPassedTests: count("passed"),
      numFailedTests: count("failed"),
      numPendingTests: count("skipped"),
      numTodoTests: count("todo"),
      testResults: [...files],
    },
  };
};

describe("a second run", () => {
  const first = runOf(fileOf("a", ["passed", "todo"]), fileOf("b", ["passed", "failed", "skipped"]));

  it("is of the files that failed", () => {
    expect(chooseForSecondRun(first)).toEqual(["b"]);
  });

  it("is of none when nothing was reported or much failed", () => {
    expect(chooseForSecondRun({ report: undefined, status: 1 })).toEqual([]);
    expect(chooseForSecondRun(runOf(...["a", "b", "c", "d"].map((name) => fileOf(name, ["failed"]))))).toEqual([]);
  });

  it("that passes stands for the first, beside the files that were not run again", () => {
    const run = replaceResults(first, runOf(fileOf("b", ["passed", "passed", "passed"])));
    expect(sumRuns([run])).toEqual({ passed: 4, failed: 0, skipped: 1 });
  });

  it("that fails is a failure", () => {
    const run = replaceResults(first, runOf(fileOf("b", ["failed", "failed", "skipped"])));
    expect(sumRuns([run])).toEqual({ passed: 1, failed: 2, skipped: 2 });
  });

  it("that broke off, or left a file out, changes nothing about what failed", () => {
    expect(sumRuns([replaceResults(first, { report: undefined, status: 1 })]).failed).toBe(1);
    expect(sumRuns([replaceResults(first, runOf())]).failed).toBe(1);
  });
});
