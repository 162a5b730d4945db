import { messageOf, TimescopeError } from '@timescope/core/errors';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CaseTask, RunEnd } from '../../../packages/cli/src/cohort/caseHands';
import { score } from '../../../packages/cli/src/commands/score';
import { exitCodeOf } from '../../../packages/cli/src/exitCodes';
import { handMadeResult } from '../handMadeResult';

// A process of cases that also writes DICOM objects, hand-made ones of the score's hash, and that one slide kills.

process.on('message', (task: CaseTask) => {
  void ended(task).then(end => process.send?.(end));
});
process.on('disconnect', () => process.exit());

/** Slides of this name end the process that measures them. */
const KILLS = 'slide-005';

async function ended({ argv }: CaseTask): Promise<RunEnd> {
  if (argv[0]?.endsWith(KILLS)) process.kill(process.pid, 'SIGKILL');
  try {
    const exitCode = (await score.run([...argv])) ?? 0;
    await writeObjects(argv.at(-1) ?? '');
    return { kind: 'ended', exitCode };
  } catch (thrown) {
    const code = thrown instanceof TimescopeError ? thrown.code : 'INTERNAL';
    return { kind: 'ended', exitCode: exitCodeOf(thrown), error: { code, message: messageOf(thrown) } };
  }
}

async function writeObjects(folder: string): Promise<void> {
  const { hash } = JSON.parse(await readFile(path.join(folder, 'result.json'), 'utf8')) as { hash: string };
  await mkdir(path.join(folder, 'dicom'), { recursive: true });
  for (const { name, bytes } of handMadeResult(hash).objects)
    await writeFile(path.join(folder, 'dicom', `${name}.dcm`), bytes);
}
