import { text, type DicomJson } from '@timescope/core/dicom/json';
import type { Part10 } from '@timescope/core/dicom/read/part10';
import { TimescopeError } from '@timescope/core/errors';

/** What the index keeps of one stored DICOM file. */
export interface InstanceRecord {
  readonly file: string;
  readonly transferSyntax: string;
  readonly study: string;
  readonly series: string;
  readonly instance: string;
  /** The attributes that a query may ask for or return. */
  readonly attributes: DicomJson;
}

const studyTags = (
  '00080005 00080020 00080030 00080050 00080090 00081030 00081060 00100010 00100020 00100021 00100030 00100040 ' +
  '00101010 0020000D 00200010'
).split(' ');
const seriesTags = (
  '00080021 00080031 00080060 0008103E 00081090 00080070 00180015 0020000E 00200011 00200052 00400244 00400245 ' +
  '00400275'
).split(' ');
const instanceTags = (
  '00080008 00080016 00080018 00080023 00080033 0008002A 00200013 00280008 00280010 00280011 00280100 00280002 ' +
  '00280004 00420010 0040A043 0040A491 0040A493 00480006 00480007 00700080 00620001'
).split(' ');

const kept = [...studyTags, ...seriesTags, ...instanceTags];

/** The attributes of a study, series or instance among all those of the index. */
export const studyAttributes = (all: DicomJson): DicomJson => pick(all, studyTags);
export const seriesAttributes = (all: DicomJson): DicomJson => pick(all, [...studyTags, ...seriesTags]);

/** @throws TimescopeError NOT_DICOM when the file does not say to which study and series it belongs. */
export function instanceRecord(file: string, { meta, dataset }: Part10): InstanceRecord {
  const study = text(dataset, '0020000D');
  const series = text(dataset, '0020000E');
  if (study === undefined || series === undefined)
    throw new TimescopeError('NOT_DICOM', 'The file names no study and series (0020,000D and 0020,000E).', {
      nextStep: 'Export it again from the system that made it.',
      fields: { sopInstanceUid: meta.sopInstanceUid },
    });
  const { transferSyntax, sopInstanceUid } = meta;
  return { file, transferSyntax, study, series, instance: sopInstanceUid, attributes: pick(dataset, kept) };
}

function pick(dataset: DicomJson, tags: readonly string[]): DicomJson {
  return Object.fromEntries(tags.filter(tag => dataset[tag]).map(tag => [tag, dataset[tag]]));
}
