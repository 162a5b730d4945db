import type { DicomJson } from '@timescope/core/dicom/json';
import { messageOf, TimescopeError } from '@timescope/core/errors';
import { inTurns } from '@timescope/core/inTurns';
import { resultsOfPerson } from '@timescope/core/report/patientResults';
import { resultGroups } from '@timescope/core/report/resultGroups';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { openDicomFile } from '../slide/dicomFiles';
import type { ReportSource } from './reportSource';

interface ReportFile {
  readonly file: string;
  readonly dataset: DicomJson;
}

/**
 * Reports among files and folders of results: what `score`, `predict` and `immune` leave in --out, or SR files.
 * @param identity key of the person that the reader chose
 * @throws TimescopeError NOT_FOUND, NOT_DICOM, WRONG_SOP_CLASS for a place without a report of ours
 */
export async function fromFiles(
  places: readonly string[],
  identity: string | undefined,
): Promise<ReportSource> {
  const files = new Map<string, ReportFile>();
  for (const place of places)
    for (const [uid, file] of await reportsAt(place)) if (!files.has(uid)) files.set(uid, file);
  const datasets = [...files.values()].map(({ dataset }) => dataset);
  return {
    results: resultsOfPerson(datasets, identity === undefined ? {} : { identity }, 0),
    bytesOf: ({ report }) => readFile(files.get(report.address.instance)?.file ?? ''),
    client: undefined,
    close: () => Promise.resolve(),
  };
}

type Reports = readonly (readonly [uid: string, ReportFile])[];

async function reportsAt(place: string): Promise<Reports> {
  const found = await stat(place).catch((cause: unknown) => {
    throw new TimescopeError('NOT_FOUND', `There is no file or folder ${place}.`, {
      nextStep: 'Check the path.',
      cause,
    });
  });
  // A result's document stands for its folder.
  const folder = found.isDirectory() ? place : place.endsWith('.json') ? path.dirname(place) : undefined;
  const reports = folder === undefined ? [await reportIn(place)] : await reportsBelow(folder);
  const ours = reports.flatMap(report => (report ? [report] : []));
  if (ours.length > 0) return ours;
  throw new TimescopeError('WRONG_SOP_CLASS', `${place} holds no report (DICOM SR) of TIMEscope.`, {
    nextStep:
      'Give the folder of --out of a run on DICOM images, or a report that such a run stored; plain images need --dicom.',
  });
}

/** Reports of ours among the DICOM files of a folder and of those in it; undefined for another file. */
export async function reportsBelow(
  folder: string,
): Promise<readonly (readonly [uid: string, ReportFile] | undefined)[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter(entry => entry.isFile() && entry.name.endsWith('.dcm'))
    .map(entry => path.join(entry.parentPath, entry.name));
  return inTurns(files.sort(), AT_ONCE, reportIn);
}

/** Files that are open together. Ours. */
const AT_ONCE = 8;

/** Undefined for what is no report of ours. */
async function reportIn(file: string): Promise<readonly [string, ReportFile] | undefined> {
  try {
    // Only the headers: a folder may hold whole slides.
    const { files } = await openDicomFile(file);
    const [found] = files;
    if (!found) return undefined;
    await found.close();
    const { meta, dataset } = found.part10;
    return resultGroups([dataset]).length === 0 ? undefined : [meta.sopInstanceUid, { file, dataset }];
  } catch (thrown) {
    if (!(thrown instanceof TimescopeError)) throw thrown;
    throw new TimescopeError(thrown.code, `${file} cannot be read: ${messageOf(thrown)}`, {
      nextStep: thrown.nextStep,
      cause: thrown,
    });
  }
}
