const shared = {
  rootDir: '.',
  testEnvironment: '<rootDir>/tests/harness/sharedRealmEnvironment.cjs',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': '<rootDir>/tests/harness/transform.cjs' },
  modulePathIgnorePatterns: ['<rootDir>/.cache/', '/dist/'],
};

/** What measures no time runs with the unit tests. */
const timed = '<rootDir>/tests/bench/*.test.ts';
const browserSpeed = '<rootDir>/tests/e2e/pageSpeed.e2e.ts';

/** `npm test` runs unit and e2e, then bench alone on the machine; `npm run test:nightly` adds nightly. */
export default {
  // A hang is told from a busy machine; no claim rests on it.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/tests/harness/countsReporter.cjs'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/tests/**/*.test.ts', '<rootDir>/tests/**/*.test.tsx'],
      testPathIgnorePatterns: ['<rootDir>/tests/bench/[^/]*$'],
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/tests/e2e/**/*.e2e.ts'],
      testPathIgnorePatterns: [browserSpeed],
    },
    { ...shared, displayName: 'bench', testMatch: [timed, browserSpeed] },
    { ...shared, displayName: 'nightly', testMatch: ['<rootDir>/tests/**/*.nightly.ts'] },
  ],
};
