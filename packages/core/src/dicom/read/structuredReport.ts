import { TimescopeError } from '../../errors';
import type { ContentItem, RootContainer } from '../contentItem';
import { items, number, text, type DicomJson } from '../json';
import type { EvidenceSeries, PredecessorReport } from '../write/structuredReport';
import { contentTree } from './contentTree';
import { readPart10, type Part10 } from './part10';
import { stateOf } from './privateState';

/** A structured report, ours or another's. */
export interface StructuredReport {
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly studyInstanceUid: string;
  readonly root: RootContainer;
  readonly version: number;
  readonly evidence: readonly EvidenceSeries[];
  readonly predecessor: PredecessorReport | null;
  /** YYYYMMDD and HHMMSS. */
  readonly at: { readonly date: string; readonly time: string };
  /** What we put in for ourselves; undefined where it is another's report, or an archive took it away. */
  readonly state: Uint8Array | undefined;
}

/** @throws TimescopeError WRONG_SOP_CLASS for an object without content items; NOT_DICOM, TRUNCATED of the file. */
export function readStructuredReport(bytes: Uint8Array): StructuredReport {
  const part10 = readPart10(bytes);
  const { dataset } = part10;
  if (text(dataset, '0040A040') !== 'CONTAINER') throw noReport(part10);
  const [predecessor] = referencedSeries(dataset, '0040A360');
  const [before] = predecessor?.objects ?? [];
  return {
    sopInstanceUid: part10.meta.sopInstanceUid,
    seriesInstanceUid: text(dataset, '0020000E') ?? '',
    studyInstanceUid: text(dataset, '0020000D') ?? '',
    root: contentTree(dataset),
    version: number(dataset, '00200013') ?? 1,
    evidence: referencedSeries(dataset, '0040A375'),
    predecessor:
      predecessor && before
        ? { seriesInstanceUid: predecessor.seriesInstanceUid, sopInstanceUid: before.sopInstanceUid }
        : null,
    at: { date: text(dataset, '00080023') ?? '', time: text(dataset, '00080033') ?? '' },
    state: stateOf(part10, bytes),
  };
}

/** All items of the tree that `is` accepts, from above to below. */
export function itemsOfTree<Found extends ContentItem>(
  root: RootContainer,
  is: (each: ContentItem) => each is Found,
): readonly Found[] {
  const found = (all: readonly ContentItem[]): readonly Found[] =>
    all.flatMap(each => [...(is(each) ? [each] : []), ...found(each.items ?? [])]);
  return found(root.items);
}

/** What a hierarchical reference lists: 0040A375 the evidence, 0040A360 the version before. */
export const referencedSeries = (dataset: DicomJson, tag: string): readonly EvidenceSeries[] =>
  items(dataset, tag).flatMap(study =>
    items(study, '00081115').map(each => ({
      studyInstanceUid: text(study, '0020000D') ?? '',
      seriesInstanceUid: text(each, '0020000E') ?? '',
      objects: items(each, '00081199').map(object => ({
        sopClassUid: text(object, '00081150') ?? '',
        sopInstanceUid: text(object, '00081155') ?? '',
      })),
    })),
  );

const noReport = ({ meta }: Part10): TimescopeError =>
  new TimescopeError('WRONG_SOP_CLASS', 'The object is no structured report.', {
    nextStep: 'Choose an object of modality SR.',
    fields: { uid: meta.sopInstanceUid, sopClass: meta.sopClassUid },
  });
