import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { CaseHands, CaseTask, RunEnd } from '../../packages/cli/src/cohort/caseHands';
import type { CohortCase } from '../../packages/cli/src/cohort/cohortCase';
import type { CohortFolder } from '../../packages/cli/src/cohort/cohortFolder';
import { submitCohort } from '../../packages/cli/src/cohort/submitCohort';

/** A folder that is taken away at the end of the test file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-cohort-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function handMadeCase(name: string, more: Partial<CohortCase> = {}): CohortCase {
  const key = Buffer.from(name).toString('hex').padStart(64, '0');
  return { name, line: 2, command: 'score', argv: [name], notes: {}, key, ...more };
}

export const handMadeCohort = (folder: string, names: readonly string[]): Promise<CohortFolder> =>
  submitCohort(folder, { cases: names.map(name => handMadeCase(name)), leftOut: [] });

/** What the command of a hand-made case writes: a result whose hash is the case's own. */
export async function writeResult({ argv: [name = '', ...rest] }: CaseTask): Promise<void> {
  const folder = rest[rest.indexOf('--out') + 1] ?? '';
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'result.json'),
    JSON.stringify({ hash: `hash of ${name}`, cells: { total: 10 } }),
  );
}

export const done: RunEnd = { kind: 'ended', exitCode: 0 };

/** Hands without a process: what they do with a case is told by the test. */
export const handsThat = (work: (task: CaseTask, signal: AbortSignal) => Promise<RunEnd>): CaseHands => ({
  run: (task, { signal }) => work(task, signal),
  close: () => undefined,
});

export const goodHands = (): CaseHands =>
  handsThat(async task => {
    await writeResult(task);
    return done;
  });
