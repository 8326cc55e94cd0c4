/** Prints `N passed, N failed, N skipped` of a vitest JSON report, for those who read only the last line. */
import { existsSync, readFileSync } from "node:fs";

const [file = ""] = process.argv.slice(2);
// Without a report no test ran: lint, types or the installation failed before them.
const empty = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, testResults: [] };
const report = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : empty;
// A file that does not even load has failed without a test of its own.
const notLoaded = report.testResults.filter(
  (suite) => suite.status === "failed" && suite.assertionResults.length === 0,
);
const failed = report.numFailedTests + notLoaded.length;
console.log(`${report.numPassedTests} passed, ${failed} failed, ${report.numPendingTests} skipped`);
