const { appendFileSync } = require('node:fs');

/**
 * Ends a run with the counts of its tests, for `npm test` one JSON line in the file TIMESCOPE_COUNTS. In CI nothing may be
 * skipped.
 */
module.exports = class CountsReporter {
  onRunComplete(_contexts, results) {
    const broken = results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    this.skippedInCi = Boolean(process.env.CI) && skipped > 0;
    const counts = { passed: results.numPassedTests, failed: results.numFailedTests + broken, skipped };
    const file = process.env.TIMESCOPE_COUNTS;
    if (file) appendFileSync(file, `${JSON.stringify(counts)}\n`);
    // After jest's own summary.
    else process.once('exit', () => process.stdout.write(`\n${sentence(counts)}\n`));
  }

  getLastError() {
    return this.skippedInCi ? new Error('Tests were skipped in CI.') : undefined;
  }
};

const sentence = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
