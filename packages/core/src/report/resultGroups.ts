import { dcm } from '../dicom/codes';
import type { ContentItem } from '../dicom/contentItem';
import { text, type DicomJson } from '../dicom/json';
import { contentTree } from '../dicom/read/contentTree';
import { codeIn } from '../dicom/read/objectHeader';
import { itemsOfTree } from '../dicom/read/structuredReport';
import { resultsOf, type StoredVersion } from '../dicomweb/studyResults';
import { isCode } from './numberedReport';
import { reportKind } from './reportKind';
import { SIGNED_VERSION } from './slideCodes';

export type ResultKind = 'ct' | 'slide' | 'immune' | 'report';

/** A saved version, and whether a reader signed it. */
export interface PatientVersion extends StoredVersion {
  readonly signed: boolean;
}

/** A result of a patient with all its versions. */
export interface PatientResult {
  readonly kind: ResultKind;
  /** What it is, and of what: `CT: prediction / Tumour`, `ki67: scores / Whole area`. */
  readonly title: string;
  /** YYYYMMDD of its study, or empty. */
  readonly studyDate: string;
  /** The newest signed one first, then the others, the newest first. */
  readonly versions: readonly [PatientVersion, ...PatientVersion[]];
}

/**
 * The results among the metadata of any objects, of one kind after the other, those of the newest study first. Versions
 * of one result are those of the same images and subject, whoever saved them.
 */
export function resultGroups(datasets: readonly DicomJson[]): readonly PatientResult[] {
  const byUid = new Map(datasets.map(dataset => [text(dataset, '00080018') ?? '', dataset]));
  const groups = new Map<string, PatientResult>();
  for (const version of resultsOf(datasets).versions) {
    const dataset = byUid.get(version.report.address.instance) ?? {};
    const kind = kindOf(dataset);
    if (!kind) continue;
    const found: PatientVersion = { ...version, signed: isSigned(dataset) };
    const of = groupOf(found);
    const before = groups.get(of);
    groups.set(of, {
      kind,
      title: version.subject.replace(/^TIMEscope /, ''),
      studyDate: text(dataset, '00080020') ?? '',
      versions: before ? [...before.versions, found] : [found],
    });
  }
  return [...groups.values()]
    .map(result => ({ ...result, versions: defaultFirst(result.versions) }))
    .sort(byKindAndDate);
}

function kindOf(dataset: DicomJson): ResultKind | undefined {
  const title = codeIn(dataset, '0040A043');
  return title && isCode(title, COMBINED_REPORT) ? 'report' : reportKind(dataset);
}

/** Title of the combined report (PS3.16 CID 7021); results of one modality are measurement reports, 126000. */
export const COMBINED_REPORT = dcm('126001', 'Oncology Measurement Report');

const isSigned = (dataset: DicomJson): boolean =>
  itemsOfTree(contentTree(dataset), (each): each is ContentItem => isCode(each.name, SIGNED_VERSION)).length >
  0;

/** The study, the series of the images, and the subject. */
function groupOf({ report, parts, subject }: StoredVersion): string {
  const ownSeries = new Set(parts.map(({ series }) => series));
  const images = report.sources.filter(series => !ownSeries.has(series));
  return JSON.stringify([report.address.study, images.sort(), subject]);
}

function defaultFirst([newest, ...others]: readonly [
  PatientVersion,
  ...PatientVersion[],
]): PatientResult['versions'] {
  const signed = [newest, ...others].find(version => version.signed);
  if (!signed || signed === newest) return [newest, ...others];
  return [signed, newest, ...others.filter(version => version !== signed)];
}

const KINDS: readonly ResultKind[] = ['ct', 'immune', 'slide', 'report'];

function byKindAndDate(a: PatientResult, b: PatientResult): number {
  return (
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    compared(b.studyDate, a.studyDate) ||
    compared(b.versions[0].report.madeAt, a.versions[0].report.madeAt) ||
    compared(a.title, b.title)
  );
}

const compared = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);
