/** Ends the run with the line that CI reads: `N passed, N failed, N skipped`. In CI nothing may be skipped. */
module.exports = class CountsReporter {
  onRunComplete(_contexts, results) {
    const broken = results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    this.skippedInCi = Boolean(process.env.CI) && skipped > 0;
    const counts = `${results.numPassedTests} passed, ${results.numFailedTests + broken} failed, ${skipped} skipped`;
    // After jest's own summary.
    process.once('exit', () => process.stdout.write(`\n${counts}\n`));
  }

  getLastError() {
    return this.skippedInCi ? new Error('Tests were skipped in CI.') : undefined;
  }
};
