// A journey of several browsers, or a test of several processes, can fail because the machine stood still for seconds. It is run once more,
// alone: who fails twice is broken. What needed it is told, so that it is mended and not got used to.

/** When more fail something is broken, and a second look would only take time. */
const MOST_FILES = 3;

/**
 * @typedef {import("./test-totals.mjs").Report} Report
 * @typedef {{ report: Report | undefined, status: number }} Run
 */

/** The files that are to be run again. @param {Run} run @returns {string[]} */
export function chooseForSecondRun({ report }) {
  const failed = (report?.testResults ?? []).filter((file) => file.status === "failed").map(({ name }) => name);
  return failed.length > MOST_FILES ? [] : failed;
}

/**
 * Of each file its last result.
 * @param {Run & { report: Report }} first
 * @param {Run} second of some of its files
 * @returns {Run}
 */
export function replaceResults(first, second) {
  // Without a report nothing is known to have passed.
  if (second.report === undefined) return first;
  const later = new Map(second.report.testResults.map((file) => [file.name, file]));
  const testResults = first.report.testResults.map((file) => later.get(file.name) ?? file);
  const count = (statuses) =>
    testResults.flatMap((file) => file.assertionResults).filter(({ status }) => statuses.includes(status)).length;
  return {
    status: second.status,
    report: {
      testResults,
      numPassedTests: count(["passed"]),
      numFailedTests: count(["failed"]),
      numPendingTests: count(["pending", "skipped"]),
      numTodoTests: count(["todo"]),
    },
  };
}
