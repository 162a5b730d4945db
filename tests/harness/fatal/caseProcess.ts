import { messageOf, TimescopeError } from '@timescope/core/errors';
import type { CaseTask, RunEnd } from '../../../packages/cli/src/cohort/caseHands';
import { score } from '../../../packages/cli/src/commands/score';
import { exitCodeOf } from '../../../packages/cli/src/exitCodes';

// The process of a cohort's cases, but that one slide kills it.

process.on('message', (task: CaseTask) => {
  void ended(task).then(end => process.send?.(end));
});
process.on('disconnect', () => process.exit());

const KILLS = 'slide-005';

async function ended({ argv }: CaseTask): Promise<RunEnd> {
  if (argv[0]?.endsWith(KILLS)) process.kill(process.pid, 'SIGKILL');
  try {
    return { kind: 'ended', exitCode: (await score.run([...argv])) ?? 0 };
  } catch (thrown) {
    const code = thrown instanceof TimescopeError ? thrown.code : 'INTERNAL';
    return { kind: 'ended', exitCode: exitCodeOf(thrown), error: { code, message: messageOf(thrown) } };
  }
}
