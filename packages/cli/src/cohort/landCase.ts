import { readPart10 } from '@timescope/core/dicom/read/part10';
import { text } from '@timescope/core/dicom/json';
import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import { TimescopeError } from '@timescope/core/errors';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { landResult } from '../store/landResult';
import type { CohortCase } from './cohortCase';
import { caseFolder, type CohortFolder } from './cohortFolder';
import type { Workplace } from './workCase';

/** How finished cases of this cohort reach its archive; nothing where it has none. */
export function landerFor(cohort: CohortFolder): Pick<Workplace, 'land'> {
  const { store } = cohort.cohort;
  return store === undefined ? {} : { land: one => landCase(cohort, one, store) };
}

/**
 * Sends the objects of a finished case and reads them back. Again and again with the same outcome: objects that the
 * archive has already stay as they are.
 * @throws TimescopeError HTTP: retryable while the archive is busy, rejected where it refuses
 */
async function landCase(cohort: CohortFolder, one: CohortCase, url: string): Promise<void> {
  const outboxDir = path.join(cohort.folder, 'outbox', one.key);
  const objects = await objectsOf(cohort, one);
  const landing = await landResult({ key: one.key, predecessor: null, objects }, { url, outboxDir });
  if (landing.state !== 'stored')
    throw new TimescopeError('HTTP', `The result is measured but not stored: ${landing.message}`, {
      kind: landing.state === 'waiting' ? 'retryable' : 'rejected',
      nextStep: landing.nextStep,
    });
  await rm(outboxDir, { recursive: true, force: true });
}

/** The report (SR) goes last: it says that the others are there. */
export async function objectsOf(cohort: CohortFolder, one: CohortCase): Promise<DicomObject[]> {
  const folder = path.join(caseFolder(cohort, one.key), 'dicom');
  const names = (await readdir(folder).catch(() => [])).filter(name => name.endsWith('.dcm'));
  if (names.length === 0)
    throw new TimescopeError('NOT_FOUND', 'The result has no DICOM objects that could be stored.', {
      nextStep: 'Give the slide as DICOM (timescope dicomize), or submit without --store.',
    });
  const objects: DicomObject[] = [];
  for (const name of names.sort()) objects.push(objectIn(name, await readFile(path.join(folder, name))));
  return objects.toSorted((a, b) => Number(isReport(a)) - Number(isReport(b)));
}

const isReport = ({ sopClassUid }: DicomObject): boolean =>
  sopClassUid.startsWith('1.2.840.10008.5.1.4.1.1.88.');

function objectIn(name: string, bytes: Uint8Array): DicomObject {
  const { meta, dataset } = readPart10(bytes);
  return {
    name: path.basename(name, '.dcm'),
    sopClassUid: meta.sopClassUid,
    sopInstanceUid: meta.sopInstanceUid,
    seriesInstanceUid: text(dataset, '0020000E') ?? '',
    studyInstanceUid: text(dataset, '0020000D') ?? '',
    bytes,
  };
}
