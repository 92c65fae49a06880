import { describe, expect, it } from "vitest";
import { describeTotals, sumRuns } from "./test-totals.mjs";

const report = {
  numPassedTests: 10,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: "passed", assertionResults: [{}] }],
};

describe("the closing line", () => {
  it("sums the rounds", () => {
    const totals = sumRuns([
      { report, status: 0 },
      { report: { ...report, numFailedTests: 2 }, status: 1 },
    ]);
    expect(describeTotals(totals)).toBe("20 passed, 2 failed, 4 skipped");
  });

  it("counts a file that cannot be loaded as a failure", () => {
    const testResults = [{ status: "failed", assertionResults: [] }];
    expect(sumRuns([{ report: { ...report, testResults }, status: 1 }]).failed).toBe(1);
  });

  it("counts a round that broke off without a report as a failure", () => {
    expect(sumRuns([{ report: undefined, status: 1 }])).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
