import type { ReferencedObject } from '../contentItem';
import type { Dataset } from './dataset';

/** One DICOM object of a result, ready to be sent. */
export interface DicomObject {
  /** Names the file: `tissue`, `cells`, `map-percent-positive`, `scores`. */
  readonly name: string;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly studyInstanceUid: string;
  /** A whole file (PS3.10). */
  readonly bytes: Uint8Array;
}

/** All that one saved version of a result consists of; the report is last: it is the commit mark. */
export interface ResultObjects {
  /** The content key, 64 hex digits. */
  readonly key: string;
  /** SOP Instance UID of the report of the version before. */
  readonly predecessor: string | null;
  readonly objects: readonly DicomObject[];
}

/** Who saved a result, and when: of the submission record, so that a repeat gives the same bytes. */
export interface SavedBy {
  readonly reader: string | undefined;
  /** YYYYMMDD and HHMMSS. */
  readonly at: { readonly date: string; readonly time: string };
}

/** The object that a finished file holds; its UIDs are those of its data set. */
export function dicomObject(name: string, dataset: Dataset, bytes: Uint8Array): DicomObject {
  return {
    name,
    sopClassUid: uidOf(dataset, 'SOPClassUID'),
    sopInstanceUid: uidOf(dataset, 'SOPInstanceUID'),
    seriesInstanceUid: uidOf(dataset, 'SeriesInstanceUID'),
    studyInstanceUid: uidOf(dataset, 'StudyInstanceUID'),
    bytes,
  };
}

/** An object as a report or an image refers to it. */
export const referenceTo = ({ sopClassUid, sopInstanceUid }: DicomObject): ReferencedObject => ({
  sopClassUid,
  sopInstanceUid,
});

function uidOf(dataset: Dataset, keyword: string): string {
  const uid = dataset[keyword];
  if (typeof uid === 'string') return uid;
  throw new Error(`The data set has no ${keyword}.`);
}
