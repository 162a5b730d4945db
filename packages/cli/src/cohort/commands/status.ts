import type { Command } from '../../command';
import { setTimeout as wait } from 'node:timers/promises';
import { openCohort } from '../cohortFolder';
import { folderAndCases, usage } from '../cohortOptions';
import { statedCases, statusOf } from '../cohortStatus';
import { doubtTable } from '../doubtTable';
import { statusTable } from '../statusTable';

export const status: Command = {
  usage: 'timescope cohort status DIR [--follow] [--sort cutoff] [--json]',
  summary: 'done, running, waiting, failed with reason, pace; --sort cutoff lists the doubtful cases first.',
  async run(argv) {
    const { folder, names, values } = folderAndCases(argv, {
      follow: { type: 'boolean' },
      sort: { type: 'string' },
      json: { type: 'boolean' },
    });
    if (names.length > 0) throw usage('Status takes the folder only.', status.usage);
    const cohort = await openCohort(folder);
    const isSorted = byCutoff(values.sort);
    for (;;) {
      const stated = await statedCases(cohort);
      const now = statusOf(cohort, stated);
      const doubts = isSorted ? await doubtTable(cohort, stated) : undefined;
      process.stdout.write(
        values.json === true
          ? `${JSON.stringify({ ...now, ...(doubts && { nearestToCutoff: doubts.cases }) })}\n`
          : `${process.stdout.isTTY && values.follow === true ? '\u001b[2J\u001b[H' : ''}${statusTable(now)}${doubts?.lines ?? ''}`,
      );
      if (values.follow !== true || now.waiting + now.running.length === 0) return 0;
      await wait(FOLLOW_MS);
    }
  },
};

const FOLLOW_MS = 2000;

/** @throws TimescopeError USAGE */
export function byCutoff(sort: string | undefined): boolean {
  if (sort === undefined || sort === 'cutoff') return sort === 'cutoff';
  throw usage(`--sort knows only "cutoff", not "${sort}".`, 'Leave it out for the order of the manifest.');
}
