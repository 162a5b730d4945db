import { EXIT_PARTIAL } from '../exitCodes';
import type { CohortFolder } from './cohortFolder';
import { statedCases, statusOf } from './cohortStatus';
import { statusTable } from './statusTable';

/** Prints where the cohort stands. @returns the exit code: 10 where a case failed, was cancelled or left out */
export async function writeStatus(
  cohort: CohortFolder,
  { json }: { readonly json: boolean },
): Promise<number> {
  const status = statusOf(cohort, await statedCases(cohort));
  process.stdout.write(json ? `${JSON.stringify(status)}\n` : statusTable(status));
  return status.failed.length + status.leftOut.length + status.partial > 0 ? EXIT_PARTIAL : 0;
}

/** How often the line on the terminal is renewed, in milliseconds. Ours. */
const LOOK_MS = 2000;

/** Says on stderr how far a run is. */
export async function followed(cohort: CohortFolder, run: Promise<void>): Promise<void> {
  let last = '';
  const look = async () => {
    const { done, total, running, waiting, failed } = statusOf(cohort, await statedCases(cohort));
    const line = `cases ${done} of ${total}, ${running.length} running, ${waiting} waiting, ${failed.length} failed`;
    if (line !== last) process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    last = line;
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  try {
    await run;
  } finally {
    clearInterval(timer);
    if (process.stderr.isTTY && last !== '') process.stderr.write('\n');
  }
}
