import type { RootContainer } from '../dicom/contentItem';
import type { DerivedObject, SourceAttributes } from '../dicom/write/derivedModules';
import {
  referenceTo,
  type DicomObject,
  type ResultObjects,
  type SavedBy,
} from '../dicom/write/resultObjects';
import {
  structuredReport,
  type EvidenceSeries,
  type PredecessorReport,
} from '../dicom/write/structuredReport';
import { kindOfResult } from '../dicomweb/studyResults';
import { withDigestedReport } from './digestedReport';

/** One saved version of a result, whatever it is of. */
export interface SavedVersion {
  readonly source: SourceAttributes;
  readonly savedBy: SavedBy;
  readonly predecessor: PredecessorReport | null;
  /** Counts from 1. */
  readonly version: number;
  /** Of further images of the patient that it was made of. */
  readonly otherSources?: readonly SourceAttributes[];
}

/** Names an object of the result and says what it is, in a few words. */
export type Describe = (name: string, what: string) => DerivedObject;

/** Each object gets the next number in the list of series. */
export function describer({ source, savedBy, version }: SavedVersion, key: string, of: string): Describe {
  let series = FIRST_SERIES + SERIES_A_VERSION * (version - 1);
  return (name, what) => ({
    source,
    savedBy,
    key,
    name,
    seriesNumber: series++,
    seriesDescription: `${kindOfResult(of, what)} (version ${version})`.slice(0, 64),
  });
}

/** Above the numbers that scanners give. Ours. */
const FIRST_SERIES = 9001;
const SERIES_A_VERSION = 20;

/**
 * All objects of the version, its report last.
 * @param about the report
 * @param state of the version, for whoever opens it again
 */
export function reportedResult(
  { source, otherSources = [], predecessor, version }: SavedVersion,
  about: DerivedObject,
  objects: readonly DicomObject[],
  report: RootContainer,
  state: object,
): ResultObjects {
  const facts = { version, predecessor, evidence: evidence([source, ...otherSources], objects) };
  return {
    key: about.key,
    predecessor: predecessor?.sopInstanceUid ?? null,
    objects: withDigestedReport(objects, state, packed =>
      structuredReport(about, report, { ...facts, state: packed }),
    ),
  };
}

/** All that the report rests on: the images, the first source's first, then each of our objects in its own series. */
const evidence = (
  sources: readonly SourceAttributes[],
  objects: readonly DicomObject[],
): readonly EvidenceSeries[] => [
  ...sources.map(({ studyInstanceUid, seriesInstanceUid, images }) => ({
    studyInstanceUid,
    seriesInstanceUid,
    objects: images,
  })),
  ...objects.map(object => ({
    studyInstanceUid: object.studyInstanceUid,
    seriesInstanceUid: object.seriesInstanceUid,
    objects: [referenceTo(object)],
  })),
];
