import type { Command } from '../../command';
import { EXIT_PARTIAL } from '../../exitCodes';
import { openCohort } from '../cohortFolder';
import { folderAndCases, redisAddress, usage } from '../cohortOptions';
import { reconciled, type Reconciliation } from '../reconcileCohort';

export const reconcile: Command = {
  usage: 'timescope cohort reconcile DIR [--redis redis://HOST] [--json]',
  summary:
    'compares the manifest with what is stored, here and in the archive, and opens again what is not there.',
  async run(argv) {
    const { folder, names, values } = folderAndCases(argv, {
      redis: { type: 'string' },
      json: { type: 'boolean' },
    });
    if (names.length > 0) throw usage('Reconcile takes the folder only.', reconcile.usage);
    const redis = redisAddress(values.redis);
    const found = await reconciled(await openCohort(folder), redis);
    process.stdout.write(values.json === true ? `${JSON.stringify(found)}\n` : spoken(found));
    return found.damaged.length + found.notInArchive.length + found.strays.length > 0 ? EXIT_PARTIAL : 0;
  },
};

function spoken({ total, whole, open, damaged, notInArchive, strays, queuedAgain }: Reconciliation): string {
  const listed = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '));
  return `${[
    `Whole        ${whole} of ${total}`,
    `Open         ${open}${queuedAgain > 0 ? `, ${queuedAgain} of them put on the queue again` : ''}`,
    `Damaged      ${listed(damaged)}`,
    `Not stored   ${listed(notInArchive)}`,
    `Of no case   ${listed(strays)}`,
  ].join('\n')}\n`;
}
