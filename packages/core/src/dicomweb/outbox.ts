import { canonicalJson } from '../canonicalJson';
import type { Difference } from '../dicom/compareDatasets';
import type { DicomObject, ResultObjects } from '../dicom/write/resultObjects';
import { sha256Hex } from '../sha256';
import type { Landing } from './landing';

/** One saved version of a result on its way to a store, without the bytes of its objects. */
export interface OutboxEntry {
  /** Names the version and the store: the same result may be on its way to two. */
  readonly id: string;
  readonly key: string;
  /** DICOMweb root of the store, without a slash at its end and without credentials. */
  readonly root: string;
  readonly predecessor: string | null;
  /** ISO 8601; entries are sent in this order. */
  readonly keptAt: string;
  /** In the order of sending, the report last. */
  readonly objects: readonly KeptObject[];
  /** Those that were retrieved from the store and compared. */
  readonly landed: readonly LandedObject[];
  /** How often sending was begun. */
  readonly tries: number;
  /** What became of the last try; undefined before it, and while one goes on. */
  readonly last: Exclude<Landing, { state: 'stored' }> | undefined;
}

export interface KeptObject extends Omit<DicomObject, 'bytes'> {
  /** Of the whole file. */
  readonly sha256: string;
}

export interface LandedObject extends KeptObject {
  /** What the store changed and may change; empty when the datasets are equal. */
  readonly notes: readonly Difference[];
}

/**
 * Keeps what is on its way, so that it outlives a closed page or a killed process. Each call is done when its change is
 * safe on the disk, and changes all or nothing.
 */
export interface Outbox {
  /** An entry that is there already stays as it is, with its bytes: the first time of saving counts. */
  put(entry: OutboxEntry, objects: readonly DicomObject[]): Promise<void>;
  /** Oldest first. */
  entries(): Promise<readonly OutboxEntry[]>;
  entry(id: string): Promise<OutboxEntry | undefined>;
  /** The file of one object; undefined when the entry is gone. */
  bytes(id: string, sopInstanceUid: string): Promise<Uint8Array | undefined>;
  /** Puts a changed entry in the place of the kept one; nothing when that is gone. */
  note(entry: OutboxEntry): Promise<void>;
  /** Of an entry that is gone: nothing. */
  remove(id: string): Promise<void>;
}

/** @param root with or without a slash at its end. */
export function outboxEntry(result: ResultObjects, root: string, now: Date): OutboxEntry {
  const withoutSlash = root.replace(/\/+$/, '');
  return {
    id: sha256Hex(canonicalJson([result.key, withoutSlash])),
    key: result.key,
    root: withoutSlash,
    predecessor: result.predecessor,
    keptAt: now.toISOString(),
    objects: result.objects.map(({ bytes, ...object }) => ({ ...object, sha256: sha256Hex(bytes) })),
    landed: [],
    tries: 0,
    last: undefined,
  };
}
