import { describe, expect, it } from "vitest";
import { describeTotals, listFailures, sumRuns } from "./test-totals.mjs";

const report = {
  numPassedTests: 10,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [
    {
      name: "/clone/a.test.ts",
      message: "",
      status: "passed",
      assertionResults: [{ status: "passed", fullName: "adds", failureMessages: [] }],
    },
  ],
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
    const testResults = [{ name: "/clone/b.test.ts", message: "no such file", status: "failed", assertionResults: [] }];
    expect(sumRuns([{ report: { ...report, testResults }, status: 1 }]).failed).toBe(1);
  });

  it("counts a round that broke off without a report as a failure", () => {
    expect(sumRuns([{ report: undefined, status: 1 }])).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe("what failed", () => {
  it("is named with its file and the first lines of its message", () => {
    const long = ["expected 1 to be 2", ...Array.from({ length: 40 }, () => "    at somewhere")].join("\n");
    const assertionResults = [
      { status: "passed", fullName: "adds", failureMessages: [] },
      { status: "failed", fullName: "takes away", failureMessages: [long] },
    ];
    const testResults = [
      { name: "/clone/a.test.ts", message: "", status: "failed", assertionResults },
      { name: "/clone/deep/b.test.ts", message: "no such file", status: "failed", assertionResults: [] },
    ];
    const [first, second, ...more] = listFailures([{ report: { ...report, testResults } }], "/clone");
    expect(more).toEqual([]);
    expect(first?.split("\n").slice(0, 2)).toEqual(["FAILED a.test.ts: takes away", "  expected 1 to be 2"]);
    expect(first?.split("\n")).toHaveLength(13);
    expect(second).toBe("FAILED deep/b.test.ts\n  no such file");
  });
});
