import { text, type DicomJson } from '@timescope/core/dicom/json';
import { dicomwebClient, type DicomwebClient } from '@timescope/core/dicomweb/client';
import { login } from '../store/landResult';
import type { Manifest } from './manifest';

/** A series of an archive, without a word about the patient. */
export interface ArchiveSeries {
  readonly study: string;
  readonly series: string;
  readonly modality: string;
  readonly description: string;
  readonly studyDescription: string;
  readonly instances: number;
}

export const archiveAt = (root: string): DicomwebClient =>
  dicomwebClient(root.replace(/\/+$/, ''), { fetch, headers: login });

/** The series that a search finds: keys of studies narrow the studies, all others the series in them. */
export async function seriesFound(
  archive: DicomwebClient,
  query: Readonly<Record<string, string>>,
): Promise<ArchiveSeries[]> {
  const entries = Object.entries(query);
  const ofStudies = Object.fromEntries(entries.filter(([key]) => STUDY_KEYS.has(key)));
  const ofSeries = Object.fromEntries(entries.filter(([key]) => !STUDY_KEYS.has(key)));
  const narrowed = query.Modality === undefined ? {} : { ModalitiesInStudy: query.Modality };
  const found: ArchiveSeries[] = [];
  for (const study of await archive.searchStudies({ ...narrowed, ...ofStudies })) {
    const uid = text(study, '0020000D');
    if (uid === undefined) continue;
    for (const series of await archive.searchSeries(uid, {
      ...ofSeries,
      includefield: '00201209,0008103E,00080060',
    }))
      found.push(seriesOf(uid, study, series));
  }
  return found.toSorted((a, b) => (a.series < b.series ? -1 : 1));
}

const STUDY_KEYS = new Set([
  'StudyDate',
  'StudyTime',
  'StudyDescription',
  'StudyInstanceUID',
  'StudyID',
  'AccessionNumber',
  'PatientID',
  'PatientName',
  'ModalitiesInStudy',
]);

function seriesOf(study: string, about: DicomJson, series: DicomJson): ArchiveSeries {
  return {
    study,
    series: text(series, '0020000E') ?? '',
    modality: text(series, '00080060') ?? '',
    description: text(series, '0008103E') ?? '',
    studyDescription: text(about, '00081030') ?? '',
    instances: Number(text(series, '00201209') ?? 0),
  };
}

export const addressOf = (root: string, { study, series }: ArchiveSeries): string =>
  `${root.replace(/\/+$/, '')}/studies/${study}/series/${series}`;

/** A manifest made of a search: `http://pacs/dicom-web?Modality=SM&StudyDate=20260101-`. Cases are named by their series. */
export async function searchLines(search: string): Promise<Manifest> {
  const url = new URL(search);
  const root = `${url.origin}${url.pathname}`;
  const found = await seriesFound(archiveAt(root), Object.fromEntries(url.searchParams));
  return {
    folder: process.cwd(),
    lines: found.map((series, at) => ({
      line: at + 1,
      values: { case: series.series, input: addressOf(root, series) },
    })),
  };
}
