import { openCohort } from '../../packages/cli/src/cohort/cohortFolder';
import { workOnQueue } from '../../packages/cli/src/cohort/runCohort';
import type { CaseStep } from '../../packages/cli/src/cohort/workCase';

// A worker of a queue that ends itself, as kill -9 would, at a named point of a case.

export interface FaultyBegin {
  readonly folder: string;
  readonly redis: string;
  readonly leaseSeconds: number;
  /** At the count-th time that a case comes to the step. */
  readonly kill?: { readonly step: CaseStep; readonly count: number };
}

const { folder, redis, leaseSeconds, kill } = JSON.parse(process.argv[2] ?? '') as FaultyBegin;

let left = kill?.count ?? Infinity;
const onStep = (step: CaseStep): Promise<void> => {
  if (step === kill?.step && --left === 0) process.kill(process.pid, 'SIGKILL');
  return Promise.resolve();
};
await workOnQueue(
  await openCohort(folder),
  { workers: 1, limits: { memoryMb: 2048, longestMs: 120_000 }, redis, lease: leaseSeconds },
  { signal: new AbortController().signal, untilDrained: true, onStep },
);
process.exit(0);
