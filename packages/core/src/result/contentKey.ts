import { canonicalJson, type Json } from '../canonicalJson';
import { uidFrom } from '../dicom/write/uid';
import { sha256Hex } from '../sha256';

/** All that makes one saved version of a result what it is. The time of saving is no part of it: a repeat is harmless. */
export interface Submission {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  /** Of the source images, in any order. */
  readonly sopInstanceUids: readonly string[];
  readonly inputDigest: string;
  readonly modelHashes: readonly string[];
  readonly algorithm: { readonly name: string; readonly version: string };
  /** Settings, regions and corrections, as the run document holds them. */
  readonly parameters: Json;
  readonly engine: string;
  /** Of every region of interest and of every mask that is too large for the parameters. */
  readonly regionDigests: readonly string[];
  /** What a reader changed and decided; null without one. */
  readonly decisions: Json;
  readonly reader: string | undefined;
  /** SOP Instance UID of the report of the version before. */
  readonly predecessor: string | null;
}

/** The content key: equal submissions give equal keys on every machine, any change gives another. */
export function contentKey(submission: Submission): string {
  const { sopInstanceUids, modelHashes, regionDigests, reader } = submission;
  return sha256Hex(
    canonicalJson({
      ...submission,
      sopInstanceUids: [...sopInstanceUids].sort(),
      modelHashes: [...modelHashes].sort(),
      regionDigests: [...regionDigests].sort(),
      reader: reader ?? null,
    }),
  );
}

/** The UID of one of the things that a saved version consists of. */
export const objectUid = (key: string, name: string): string => uidFrom(key, name);
