import { messageOf, TimescopeError } from '@timescope/core/errors';
import { commands } from '../commands';
import { exitCodeOf } from '../exitCodes';
import { requireUnchanged } from './caseKey';
import type { CaseTask, RunEnd, RunError } from './caseHands';

// A process that runs the cases of a cohort, one after the other, as the command line would.

process.on('message', (task: CaseTask) => {
  void runTask(task).then(end => process.send?.(end));
});
// Without its worker nobody waits for the result.
process.on('disconnect', () => process.exit());

async function runTask(task: CaseTask): Promise<RunEnd> {
  const { command, argv } = task;
  try {
    // Before, so that a case of older software costs nothing; after, for what was changed meanwhile.
    await requireUnchanged(task);
    const exitCode = (await (await commands[command]?.())?.run([...argv])) ?? 0;
    await requireUnchanged(task);
    return { kind: 'ended', exitCode };
  } catch (thrown) {
    return { kind: 'ended', exitCode: exitCodeOf(thrown), error: errorOf(thrown) };
  }
}

const errorOf = (thrown: unknown): RunError =>
  thrown instanceof TimescopeError
    ? { code: thrown.code, message: `${thrown.message} ${thrown.nextStep}` }
    : { code: 'INTERNAL', message: messageOf(thrown) };
