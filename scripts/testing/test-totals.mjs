// Sums Vitest's JSON reports into the line every run ends with.

/**
 * @typedef {object} Report the parts of Vitest's JSON report that are read
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: unknown[] }[]} testResults
 */

/** @typedef {{ passed: number, failed: number, skipped: number }} Totals */

/**
 * A file that could not even be loaded counts as one failure; so does a run that failed without naming a test.
 * @param {readonly { report: Report | undefined, status: number }[]} runs
 * @returns {Totals}
 */
export function sumRuns(runs) {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const { report, status } of runs) {
    const unloaded = report?.testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.length === 0,
    );
    const failed = (report?.numFailedTests ?? 0) + (unloaded?.length ?? 0);
    totals.passed += report?.numPassedTests ?? 0;
    totals.failed += failed === 0 && status !== 0 ? 1 : failed;
    totals.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  }
  return totals;
}

/** @param {Totals} totals */
export function describeTotals({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
