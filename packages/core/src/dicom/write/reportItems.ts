import { RESEARCH_USE } from '../../researchUse';
import { VERSION } from '../../version';
import { dcm, INDETERMINATE, RUN_DOCUMENT, WARNING } from '../codes';
import type {
  Code,
  ContentItem,
  MeasuredItem,
  ReferencedImage,
  ReferencedObject,
  Relationship,
} from '../contentItem';
import { decimalString } from '../decimalString';
import { uidFrom } from './uid';

/** Rows that reports of slides and of CT share (PS3.16: TID 1002, 1004, 1204, 1500, 4019). */

export const textItem = (relationship: Relationship, name: Code, text: string): ContentItem => ({
  kind: 'TEXT',
  relationship,
  name,
  text,
});

export const codeItem = (relationship: Relationship, name: Code, code: Code): ContentItem => ({
  kind: 'CODE',
  relationship,
  name,
  code,
});

export const uidItem = (relationship: Relationship, name: Code, uid: string): ContentItem => ({
  kind: 'UIDREF',
  relationship,
  name,
  uid,
});

export const imageItem = (name: Code, image: ReferencedImage): ContentItem => ({
  kind: 'IMAGE',
  relationship: 'CONTAINS',
  name,
  image,
});

/** A number with its unit, or the reason why there is none. */
export function numberItem(
  name: Code,
  unit: Code,
  value: number | null,
  reason = '',
  items: readonly ContentItem[] = [],
): MeasuredItem {
  return {
    kind: 'NUM',
    relationship: 'CONTAINS',
    name,
    unit,
    ...(value === null ? { qualifier: INDETERMINATE, reason } : { decimal: decimalString(value), value }),
    ...(items.length > 0 && { items }),
  };
}

export const ENGLISH: ContentItem = codeItem(
  'HAS CONCEPT MOD',
  dcm('121049', 'Language of Content Item and Descendants'),
  { value: 'en', scheme: 'RFC5646', meaning: 'English' },
);

/** The software, and the reader where there is one. */
export function observers(reader: string | undefined): readonly ContentItem[] {
  const type = dcm('121005', 'Observer Type');
  const device: readonly ContentItem[] = [
    codeItem('HAS OBS CONTEXT', type, dcm('121007', 'Device')),
    uidItem('HAS OBS CONTEXT', dcm('121012', 'Device Observer UID'), uidFrom('TIMEscope', 'device')),
    textItem('HAS OBS CONTEXT', dcm('121013', 'Device Observer Name'), 'TIMEscope'),
    textItem('HAS OBS CONTEXT', dcm('121014', 'Device Observer Manufacturer'), 'TIMEscope'),
    textItem('HAS OBS CONTEXT', dcm('121015', 'Device Observer Model Name'), 'TIMEscope'),
    textItem('HAS OBS CONTEXT', dcm('121016', 'Device Observer Serial Number'), '0'),
  ];
  if (reader === undefined) return device;
  return [
    codeItem('HAS OBS CONTEXT', type, dcm('121006', 'Person')),
    {
      kind: 'PNAME',
      relationship: 'HAS OBS CONTEXT',
      name: dcm('121008', 'Person Observer Name'),
      person: reader,
    },
    ...device,
  ];
}

/** Algorithm identification (TID 4019): name, version, and one row for each parameter. */
export const algorithmItems = (name: string, parameters: readonly string[]): readonly ContentItem[] => [
  textItem('HAS CONCEPT MOD', dcm('111001', 'Algorithm Name'), name),
  textItem('HAS CONCEPT MOD', dcm('111003', 'Algorithm Version'), VERSION),
  ...parameters.map(each => textItem('HAS CONCEPT MOD', dcm('111002', 'Algorithm Parameters'), each)),
];

/** Stands in every report. */
export const researchUse = (): ContentItem => textItem('CONTAINS', dcm('121106', 'Comment'), RESEARCH_USE);

/** Something that a reader of the result must know. */
export const warningItem = ({ message }: { readonly message: string }): ContentItem =>
  textItem('CONTAINS', WARNING, message);

/** Another object of the same result. */
export const catalogueItem = (object: ReferencedObject): ContentItem => ({
  kind: 'COMPOSITE',
  relationship: 'CONTAINS',
  name: dcm('121181', 'DICOM Object Catalog'),
  object,
});

/** The whole result document, exactly. */
export const runDocument = (document: object): ContentItem =>
  textItem('CONTAINS', RUN_DOCUMENT, JSON.stringify(document));
