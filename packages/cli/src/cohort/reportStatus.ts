import { EXIT_PARTIAL, EXIT_RETRYABLE } from '../exitCodes';
import type { CohortFolder } from './cohortFolder';
import { statedCases, statusOf } from './cohortStatus';
import { statusTable } from './statusTable';

/**
 * Prints where the cohort stands.
 * @param goOn the next command where a case is open that the call should have ended; none where it only queued or looked
 * @returns the exit code: 30 where such a case is open, 10 where one failed, is partial, was cancelled or left out
 */
export async function writeStatus(
  cohort: CohortFolder,
  { json, goOn }: { readonly json: boolean; readonly goOn?: string | undefined },
): Promise<number> {
  const status = statusOf(cohort, await statedCases(cohort));
  process.stdout.write(json ? `${JSON.stringify(status)}\n` : statusTable(status));
  const open = status.waiting + status.running.length;
  if (goOn !== undefined && open > 0) {
    process.stderr.write(`timescope: ${open} of ${status.total} cases are open. Go on with "${goOn}".\n`);
    return EXIT_RETRYABLE;
  }
  const { failed, leftOut, partial, cancelled } = status;
  return failed.length + leftOut.length + partial + cancelled.length > 0 ? EXIT_PARTIAL : 0;
}

/** The command that goes on with the open cases of a folder. */
export const workOn = (folder: string): string => `timescope cohort work ${folder}`;

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
