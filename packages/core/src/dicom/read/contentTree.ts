import { REASON } from '../codes';
import type {
  Code,
  ContentItem,
  ImageCoordinates,
  MeasuredItem,
  ReferencedImage,
  Relationship,
  RootContainer,
  SpatialCoordinates,
} from '../contentItem';
import { item, items, number, numbers, text, type DicomJson } from '../json';
import { codeIn } from './objectHeader';

/**
 * The content of a structured report. Items of kinds that are not known here (waveforms, temporal coordinates, references
 * to other items) are left out, with what is below them.
 */
export function contentTree(report: DicomJson): RootContainer {
  return {
    kind: 'CONTAINER',
    name: nameOf(report),
    ...templateOf(report),
    items: itemsBelow(report),
  };
}

/** Items without a name are allowed by some templates. */
const UNNAMED: Code = { value: '', scheme: '', meaning: '' };

const nameOf = (dataset: DicomJson): Code => codeIn(dataset, '0040A043') ?? UNNAMED;

function templateOf(dataset: DicomJson): { readonly template?: string } {
  const template = item(dataset, '0040A504');
  const identifier = template && text(template, '0040DB00');
  return identifier === undefined ? {} : { template: identifier };
}

const itemsBelow = (dataset: DicomJson): readonly ContentItem[] =>
  items(dataset, '0040A730').flatMap(each => contentItem(each) ?? []);

const below = (dataset: DicomJson): { readonly items?: readonly ContentItem[] } => {
  const found = itemsBelow(dataset);
  return found.length === 0 ? {} : { items: found };
};

/** One item with what is below it; undefined for a kind that is not known here. */
export function contentItem(dataset: DicomJson): ContentItem | undefined {
  const common = {
    relationship: (text(dataset, '0040A010') ?? 'CONTAINS') as Relationship,
    name: nameOf(dataset),
  };
  switch (text(dataset, '0040A040') ?? '') {
    case 'CONTAINER':
      return { kind: 'CONTAINER', ...common, ...templateOf(dataset), items: itemsBelow(dataset) };
    case 'CODE': {
      const code = codeIn(dataset, '0040A168');
      return code && { kind: 'CODE', ...common, code, ...below(dataset) };
    }
    case 'TEXT':
      return { kind: 'TEXT', ...common, text: text(dataset, '0040A160') ?? '', ...below(dataset) };
    case 'PNAME':
      return { kind: 'PNAME', ...common, person: text(dataset, '0040A123') ?? '', ...below(dataset) };
    case 'UIDREF':
      return { kind: 'UIDREF', ...common, uid: text(dataset, '0040A124') ?? '', ...below(dataset) };
    case 'DATETIME':
      return { kind: 'DATETIME', ...common, dateTime: text(dataset, '0040A120') ?? '', ...below(dataset) };
    case 'DATE':
      return { kind: 'DATE', ...common, date: text(dataset, '0040A121') ?? '', ...below(dataset) };
    case 'TIME':
      return { kind: 'TIME', ...common, time: text(dataset, '0040A122') ?? '', ...below(dataset) };
    case 'IMAGE':
      return { kind: 'IMAGE', ...common, image: referencedImage(dataset), ...below(dataset) };
    case 'COMPOSITE':
      return { kind: 'COMPOSITE', ...common, object: referencedImage(dataset), ...below(dataset) };
    case 'SCOORD':
      return { kind: 'SCOORD', ...common, ...pixelCoordinates(dataset), ...below(dataset) };
    case 'SCOORD3D':
      return { kind: 'SCOORD3D', ...common, ...coordinates(dataset), ...below(dataset) };
    case 'NUM':
      return measured(dataset, common);
    default:
      return undefined;
  }
}

function referencedImage(dataset: DicomJson): ReferencedImage {
  const reference = item(dataset, '00081199') ?? {};
  const frames = numbers(reference, '00081160');
  const segment = number(reference, '0062000B');
  return {
    sopClassUid: text(reference, '00081150') ?? '',
    sopInstanceUid: text(reference, '00081155') ?? '',
    ...(segment !== undefined && { segment }),
    ...(frames.length > 0 && { frames }),
  };
}

const pixelCoordinates = (dataset: DicomJson): ImageCoordinates => ({
  graphic: (text(dataset, '00700023') ?? 'POINT') as ImageCoordinates['graphic'],
  points: numbers(dataset, '00700022'),
});

const coordinates = (dataset: DicomJson): SpatialCoordinates => ({
  graphic: (text(dataset, '00700023') ?? 'POINT') as SpatialCoordinates['graphic'],
  points: numbers(dataset, '00700022'),
  frameOfReferenceUid: text(dataset, '30060024') ?? '',
});

function measured(dataset: DicomJson, common: Pick<MeasuredItem, 'relationship' | 'name'>): MeasuredItem {
  const value = item(dataset, '0040A300');
  const all = itemsBelow(dataset);
  if (!value) {
    const isReason = (each: ContentItem) =>
      each.name.value === REASON.value && each.name.scheme === REASON.scheme;
    const reason = all.find(isReason);
    const others = all.filter(each => !isReason(each));
    return {
      kind: 'NUM',
      ...common,
      unit: UNNAMED,
      qualifier: codeIn(dataset, '0040A301') ?? UNNAMED,
      reason: reason?.kind === 'TEXT' ? reason.text : '',
      ...(others.length > 0 && { items: others }),
    };
  }
  const decimal = text(value, '0040A30A') ?? '';
  return {
    kind: 'NUM',
    ...common,
    unit: codeIn(value, '004008EA') ?? UNNAMED,
    decimal,
    value: number(value, '0040A161') ?? Number(decimal),
    ...(all.length > 0 && { items: all }),
  };
}
