import type { Code, ContentItem } from '../dicom/contentItem';
import { text, type DicomJson } from '../dicom/json';
import { numberedContent, type NumberedItem } from '../dicom/read/numberedContent';
import { referencedSeries } from '../dicom/read/structuredReport';
import type { PredictedClass } from '../result/predictionResult';
import { CLASS_CODES } from './ctCodes';
import type { SourceItem } from './reportDocument';
import type { Fact, StoredPart } from './reportFacts';

/** A stored report with its items, each with its number. */
export interface NumberedReport {
  readonly uid: string;
  readonly dataset: DicomJson;
  readonly items: readonly NumberedItem[];
}

export const numberedReport = (dataset: DicomJson): NumberedReport => ({
  uid: text(dataset, '00080018') ?? '',
  dataset,
  items: numberedContent(dataset),
});

export const isCode = (a: Code | undefined, b: Code): boolean =>
  a?.value === b.value && a.scheme === b.scheme;

type OfKind<Kind extends ContentItem['kind']> = Extract<ContentItem, { kind: Kind }>;

interface FoundItem<Content extends ContentItem> extends NumberedItem {
  readonly content: Content;
}

/** Items of one kind and name, in the order of the report. Of the given level only. */
export function itemsNamed<Kind extends ContentItem['kind']>(
  all: readonly NumberedItem[],
  kind: Kind,
  name: Code,
): readonly FoundItem<OfKind<Kind>>[] {
  return all.filter(
    (each): each is FoundItem<OfKind<Kind>> => each.content.kind === kind && isCode(each.content.name, name),
  );
}

export const textNamed = (all: readonly NumberedItem[], name: Code): string =>
  itemsNamed(all, 'TEXT', name)[0]?.content.text ?? '';

export const codeNamed = (all: readonly NumberedItem[], name: Code): Code | undefined =>
  itemsNamed(all, 'CODE', name)[0]?.content.code;

const PARAMETERS = { value: '111002', scheme: 'DCM', meaning: 'Algorithm Parameters' } as const;

/** All that the numbers of a group depend on, one a line. */
export const parameterLines = (group: readonly NumberedItem[]): readonly string[] =>
  itemsNamed(group, 'TEXT', PARAMETERS).map(({ content }) => content.text);

/** What the first number of this name says. */
export function numberNamed(uid: string, all: readonly NumberedItem[], name: Code): Fact<number> {
  const [found] = itemsNamed(all, 'NUM', name);
  return found && numberFact(uid, found);
}

export function numberFact(uid: string, { number: item, content }: FoundItem<OfKind<'NUM'>>): Fact<number> {
  const source: SourceItem = { report: uid, item };
  return 'value' in content && Number.isFinite(content.value)
    ? { value: content.value, source }
    : { notEvaluable: 'reason' in content ? content.reason : '', source };
}

/** "high" or "low" of a coded item; undefined for other answers. */
export function classNamed(uid: string, all: readonly NumberedItem[], name: Code): Fact<PredictedClass> {
  const [found] = itemsNamed(all, 'CODE', name);
  const value = found && classOf(found.content.code);
  return value && { value, source: { report: uid, item: found.number } };
}

export function classOf(code: Code): PredictedClass | undefined {
  if (isCode(code, CLASS_CODES.high)) return 'high';
  return isCode(code, CLASS_CODES.low) ? 'low' : undefined;
}

const MEASUREMENTS = { value: '126010', scheme: 'DCM', meaning: 'Imaging Measurements' } as const;
const GROUP = { value: '125007', scheme: 'DCM', meaning: 'Measurement Group' } as const;
const FINDING = { value: '121071', scheme: 'DCM', meaning: 'Finding' } as const;

/** The items of each measurement group (PS3.16 TID 1500). */
export const groupsOf = ({ items }: NumberedReport): readonly (readonly NumberedItem[])[] =>
  itemsNamed(items, 'CONTAINER', MEASUREMENTS)
    .flatMap(measurements => itemsNamed(measurements.items, 'CONTAINER', GROUP))
    .map(group => group.items);

export const findingIs = (group: readonly NumberedItem[], code: Code): boolean =>
  isCode(codeNamed(group, FINDING), code);

/** The stored object with the series that the report's evidence lists it in. */
export const storedPart = ({ dataset }: NumberedReport, sopInstanceUid: string): StoredPart => ({
  sopInstanceUid,
  seriesInstanceUid:
    evidenceOf(dataset).find(({ objects }) => objects.some(each => each.sopInstanceUid === sopInstanceUid))
      ?.seriesInstanceUid ?? '',
});

/** The first series of the report's evidence with objects of this class; empty when there is none. */
export const seriesOfClass = ({ dataset }: NumberedReport, sopClassUid: string): string =>
  evidenceOf(dataset).find(({ objects }) => objects.some(each => each.sopClassUid === sopClassUid))
    ?.seriesInstanceUid ?? '';

const evidenceOf = (dataset: DicomJson) => referencedSeries(dataset, '0040A375');
