import { messageOf, TimescopeError } from '@timescope/core/errors';
import { open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { completeFile } from '../score/completeFile';
import { fileFault, makeFolder } from '../score/outFolder';
import type { CaseRecord, Cohort, FailureMark, RunningMark } from './cohortCase';

/**
 * A cohort's folder: `cohort.json`, a folder a finished case under `cases`, and marks by the cases' keys. All workers
 * see it, and it alone says what is done: a queue may be lost.
 */
export interface CohortFolder {
  readonly folder: string;
  readonly cohort: Cohort;
}

const MANIFEST = 'cohort.json';
export const RECORD = 'case.json';

/** @throws TimescopeError NOT_FOUND, NOT_A_TABLE */
export async function openCohort(folder: string): Promise<CohortFolder> {
  const found = await readCohort(folder);
  if (found) return { folder: path.resolve(folder), cohort: found };
  throw new TimescopeError('NOT_FOUND', `There is no cohort in ${folder}.`, {
    nextStep: 'Give the folder of --out that the cohort was submitted with.',
  });
}

export async function readCohort(folder: string): Promise<Cohort | undefined> {
  const file = path.join(folder, MANIFEST);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (isMissing(cause)) return undefined;
    throw fileFault(folder, cause);
  });
  if (text === undefined) return undefined;
  const cohort = parsed(text);
  if (isOurs(cohort)) return cohort;
  throw new TimescopeError('NOT_A_TABLE', `${file} is damaged or of a newer version.`, {
    nextStep: 'Submit the manifest again to a new folder; results can be copied into its "cases".',
  });
}

const isOurs = (value: unknown): value is Cohort =>
  typeof value === 'object' && value !== null && 'version' in value && value.version === 1;

export async function writeCohort(folder: string, cohort: Cohort): Promise<void> {
  await makeFolder(folder);
  for (const part of ['cases', 'attempts', 'failed', 'cancelled', 'running', 'landed'])
    await makeFolder(path.join(folder, part));
  await writeJson(path.join(folder, MANIFEST), cohort);
}

export const caseFolder = ({ folder }: CohortFolder, key: string): string => path.join(folder, 'cases', key);

/** What is done, or undefined. A folder gets its name only when it is complete. */
export const recordOf = async (cohort: CohortFolder, key: string): Promise<CaseRecord | undefined> =>
  (await readJson(path.join(caseFolder(cohort, key), RECORD))) as CaseRecord | undefined;

const failureFile = ({ folder }: CohortFolder, key: string): string =>
  path.join(folder, 'failed', `${key}.json`);

export const failureOf = async (cohort: CohortFolder, key: string): Promise<FailureMark | undefined> =>
  (await readJson(failureFile(cohort, key))) as FailureMark | undefined;

export const markFailure = (cohort: CohortFolder, key: string, mark: FailureMark): Promise<void> =>
  writeJson(failureFile(cohort, key), mark);

export const clearFailure = (cohort: CohortFolder, key: string): Promise<void> =>
  rm(failureFile(cohort, key), { force: true });

const cancelFile = ({ folder }: CohortFolder, key: string): string => path.join(folder, 'cancelled', key);

export const isCancelled = (cohort: CohortFolder, key: string): Promise<boolean> =>
  isThere(cancelFile(cohort, key));

export const markCancelled = (cohort: CohortFolder, key: string): Promise<void> =>
  writeJson(cancelFile(cohort, key), {});

export const clearCancelled = (cohort: CohortFolder, key: string): Promise<void> =>
  rm(cancelFile(cohort, key), { force: true });

const runningFile = ({ folder }: CohortFolder, key: string, worker: string): string =>
  path.join(folder, 'running', `${key}.${worker}.json`);

/** Rewritten every few seconds, so whole whenever it is read; worth nothing after a loss of power. */
export async function markRunning(cohort: CohortFolder, key: string, mark: RunningMark): Promise<void> {
  const file = runningFile(cohort, key, mark.worker);
  await writeFile(`${file}.partial`, JSON.stringify(mark))
    .then(() => rename(`${file}.partial`, file))
    .catch(() => undefined);
}

export const clearRunning = (cohort: CohortFolder, key: string, worker: string): Promise<void> =>
  rm(runningFile(cohort, key, worker), { force: true });

const landedFile = ({ folder }: CohortFolder, key: string): string => path.join(folder, 'landed', key);

export const isLanded = (cohort: CohortFolder, key: string): Promise<boolean> =>
  isThere(landedFile(cohort, key));

/** That the archive holds the result, as it was read back. */
export const markLanded = (cohort: CohortFolder, key: string): Promise<void> =>
  writeJson(landedFile(cohort, key), { at: new Date().toISOString() });

export const clearLanded = (cohort: CohortFolder, key: string): Promise<void> =>
  rm(landedFile(cohort, key), { force: true });

/** The names below one part of the folder. */
export async function namesIn(
  { folder }: CohortFolder,
  part: 'cases' | 'attempts' | 'failed' | 'cancelled' | 'running' | 'landed',
): Promise<string[]> {
  return readdir(path.join(folder, part)).catch(() => []);
}

/** A file is whole or not there. Several processes may write it at once: the last one stays. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  const own = `${file}.${process.pid}`;
  try {
    const handle = await open(`${own}.partial`, 'w');
    await handle.writeFile(`${JSON.stringify(value, null, 1)}\n`).catch(async (thrown: unknown) => {
      await handle.close();
      throw thrown;
    });
    await completeFile(handle, own);
    await rename(own, file);
  } catch (thrown) {
    await rm(`${own}.partial`, { force: true });
    throw fileFault(path.dirname(file), thrown);
  }
}

/** What a file of ours says; undefined when it is not there or torn. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parsed(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

const isMissing = (cause: unknown): boolean => messageOf(cause).startsWith('ENOENT');
