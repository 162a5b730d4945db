import type { Code } from '../contentItem';
import { item, items, text, type DicomJson } from '../json';

/** What a list of stored objects shows: identity, who made it and when, and what it was made from. */
export interface ObjectHeader {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly studyInstanceUid: string;
  readonly frameOfReferenceUid: string | undefined;
  readonly modality: string | undefined;
  readonly seriesDescription: string | undefined;
  /** Content label, structure set label or document title. */
  readonly label: string | undefined;
  readonly creator: string | undefined;
  readonly manufacturer: string | undefined;
  /** YYYYMMDD and HHMMSS. */
  readonly date: string | undefined;
  readonly time: string | undefined;
  /** SOP Instance UIDs of the images that the object names as its sources. */
  readonly sourceUids: readonly string[];
}

export function objectHeader(dataset: DicomJson): ObjectHeader {
  const first = (...tags: string[]) => tags.map(tag => text(dataset, tag)).find(value => value !== undefined);
  return {
    sopClassUid: text(dataset, '00080016') ?? '',
    sopInstanceUid: text(dataset, '00080018') ?? '',
    seriesInstanceUid: text(dataset, '0020000E') ?? '',
    studyInstanceUid: text(dataset, '0020000D') ?? '',
    frameOfReferenceUid: text(dataset, '00200052'),
    modality: text(dataset, '00080060'),
    seriesDescription: text(dataset, '0008103E'),
    label: first('00700080', '30060002', '00420010'),
    creator: first('00700084', '00081070', '300600A6'),
    manufacturer: text(dataset, '00080070'),
    date: first('00080023', '30060008', '00080021', '00080020'),
    time: first('00080033', '30060009', '00080031', '00080030'),
    sourceUids: sourceUids(dataset),
  };
}

/** Referenced Series Sequence, then Source Image Sequence; each instance once. */
function sourceUids(dataset: DicomJson): readonly string[] {
  const named = [
    ...items(dataset, '00081115').flatMap(series => items(series, '0008114A')),
    ...items(dataset, '00082112'),
  ];
  return [...new Set(named.flatMap(instance => text(instance, '00081155') ?? []))];
}

/** The coded concept in the first item of a sequence; undefined when there is none. */
export function codeIn(dataset: DicomJson, tag: string): Code | undefined {
  const concept = item(dataset, tag);
  const value = concept && (text(concept, '00080100') ?? text(concept, '00080119'));
  if (!concept || value === undefined) return undefined;
  return { value, scheme: text(concept, '00080102') ?? '', meaning: text(concept, '00080104') ?? '' };
}
