// Sums Vitest's JSON reports into the lines every run ends with.
import { relative } from "node:path";

/**
 * @typedef {object} Assertion
 * @property {string} status
 * @property {string} fullName
 * @property {string[]} failureMessages
 */

/**
 * @typedef {object} Report the parts of Vitest's JSON report that are read
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ name: string, message: string, status: string, assertionResults: Assertion[] }[]} testResults
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

const MESSAGE_LINES = 12;

/**
 * What failed and why, a text each: told last, where a long log is read first.
 * @param {readonly { report: Report | undefined }[]} runs
 * @param {string} root the folder the names of files are told from
 * @returns {string[]}
 */
export function listFailures(runs, root) {
  const files = runs.flatMap(({ report }) => report?.testResults ?? []).filter((file) => file.status === "failed");
  return files.flatMap((file) => {
    const name = relative(root, file.name);
    if (file.assertionResults.length === 0) return [describeFailure(name, file.message)];
    return file.assertionResults
      .filter((assertion) => assertion.status === "failed")
      .map((assertion) => describeFailure(`${name}: ${assertion.fullName}`, assertion.failureMessages.join("\n")));
  });
}

function describeFailure(name, message) {
  const lines = message.split("\n").slice(0, MESSAGE_LINES);
  return [`FAILED ${name}`, ...lines.map((line) => `  ${line}`)].join("\n");
}
