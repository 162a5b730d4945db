import type { DicomwebClient } from '@timescope/core/dicomweb/client';
import { text } from '@timescope/core/dicom/json';
import { TimescopeError } from '@timescope/core/errors';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { makeFolder } from '../score/outFolder';
import { archiveAt } from './archiveSeries';
import type { CohortCase } from './cohortCase';
import { caseFolder, clearLanded, namesIn, recordOf, type CohortFolder } from './cohortFolder';
import { clearStaleMarks } from './cohortStatus';
import { objectsOf } from './landCase';
import { openCases } from './runCohort';
import { openQueue } from './redisQueue';
import { filesOf } from './workCase';

/** What the comparison of the manifest with what is stored found, and mended. */
export interface Reconciliation {
  readonly kind: 'timescope.cohort-reconciliation';
  readonly version: 1;
  readonly total: number;
  /** Cases whose results are there, whole and unchanged. */
  readonly whole: number;
  /** Results that were changed or torn after they were kept: moved to the folder "damaged"; their cases are open again. */
  readonly damaged: readonly string[];
  /** Cases whose objects the archive does not have (any more): they are sent again. */
  readonly notInArchive: readonly string[];
  /** Folders below "cases" that no case of the manifest made. */
  readonly strays: readonly string[];
  /** Open cases that the queue did not know; put on it now. */
  readonly queuedAgain: number;
  readonly open: number;
}

/** @param redis the queue to compare with, if there is one */
export async function reconciled(cohort: CohortFolder, redis: string | undefined): Promise<Reconciliation> {
  const { cases, store } = cohort.cohort;
  const kept = new Set(await namesIn(cohort, 'cases'));
  const [damaged, notInArchive]: [string[], string[]] = [[], []];
  let whole = 0;
  for (const one of cases) {
    if (!kept.has(one.key)) continue;
    if (!(await isWhole(cohort, one))) {
      await setAside(cohort, one);
      damaged.push(one.name);
    } else if (store !== undefined && !(await isInArchive(cohort, one, store))) {
      await clearLanded(cohort, one.key);
      notInArchive.push(one.name);
    } else {
      whole++;
      await dropAttempts(cohort, one);
    }
  }
  await clearStaleMarks(cohort);
  const known = new Set(cases.map(({ key }) => key));
  const open = await openCases(cohort);
  return {
    ...{
      kind: 'timescope.cohort-reconciliation',
      version: 1,
      total: cases.length,
      whole,
      damaged,
      notInArchive,
    },
    strays: [...kept].filter(name => !known.has(name)).sort(),
    queuedAgain: redis === undefined ? 0 : await queuedAgain(cohort, open, redis),
    open: open.length,
  };
}

async function isWhole(cohort: CohortFolder, one: CohortCase): Promise<boolean> {
  const folder = caseFolder(cohort, one.key);
  const record = await recordOf(cohort, one.key);
  return (
    record !== undefined && record.key === one.key && isDeepStrictEqual(await filesOf(folder), record.files)
  );
}

async function setAside(cohort: CohortFolder, one: CohortCase): Promise<void> {
  const damaged = path.join(cohort.folder, 'damaged');
  await makeFolder(damaged);
  await rename(caseFolder(cohort, one.key), path.join(damaged, `${one.key}-${Date.now()}`));
  await clearLanded(cohort, one.key);
}

async function dropAttempts(cohort: CohortFolder, one: CohortCase): Promise<void> {
  for (const name of await namesIn(cohort, 'attempts'))
    if (name.startsWith(one.key))
      await rm(path.join(cohort.folder, 'attempts', name), { recursive: true, force: true });
}

async function isInArchive(cohort: CohortFolder, one: CohortCase, store: string): Promise<boolean> {
  const archive = archiveAt(store);
  for (const { studyInstanceUid, seriesInstanceUid, sopInstanceUid } of await objectsOf(cohort, one)) {
    const found = await instancesOf(archive, studyInstanceUid, seriesInstanceUid);
    if (!found.includes(sopInstanceUid)) return false;
  }
  return true;
}

async function instancesOf(archive: DicomwebClient, study: string, series: string): Promise<string[]> {
  try {
    const found = await archive.searchInstances(study, series);
    return found.flatMap(instance => text(instance, '00080018') ?? []);
  } catch (thrown) {
    if (thrown instanceof TimescopeError && thrown.code === 'NOT_FOUND') return [];
    throw thrown;
  }
}

async function queuedAgain(
  cohort: CohortFolder,
  open: readonly CohortCase[],
  redis: string,
): Promise<number> {
  const queue = await openQueue(cohort, redis);
  try {
    const missing = await queue.notWaiting(open);
    await queue.remove(missing.map(({ key }) => key));
    await queue.add(missing);
    return missing.length;
  } finally {
    await queue.close();
  }
}
