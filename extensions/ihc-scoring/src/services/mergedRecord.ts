import type { SignedReading } from '../pipeline/reading/signedReading';
import { runNoted, type ReadingRecord, type RunNote } from './readingState';

/** A record as one tab wants it stored. */
export interface OwnRecord {
  readonly record: ReadingRecord;
  /** What of it a run changed: that goes into a reading of another tab too. */
  readonly run: RunNote;
  /** Names the tab. */
  readonly writer: string;
  /** The revision that this tab saw last; undefined when it saw none. */
  readonly seen: number | undefined;
}

/**
 * What is stored when a tab writes. Signed versions of all tabs stay. Where another tab wrote since, its reading stays
 * too, unless this tab has just signed: what is signed is what stands.
 */
export function mergedRecord(stored: ReadingRecord | undefined, own: OwnRecord): ReadingRecord {
  const { record, run, writer, seen } = own;
  if (!stored) return { ...record, writer, revision: (seen ?? 0) + 1 };
  const signed = signedOfBoth(stored.signed, record.signed);
  const isOwn = stored.writer === writer || revisionOf(stored) === seen;
  const isSigning = record.isSigned && signed.length > stored.signed.length;
  const isNothingNew = signed.length === stored.signed.length && Object.keys(run).length === 0;
  if (!isOwn && isNothingNew) return stored;
  return {
    ...(isOwn || isSigning ? record : { ...stored, ...runNoted(stored, run) }),
    signed,
    writer,
    revision: revisionOf(stored) + 1,
    savedAt: record.savedAt,
  };
}

/** Records of before there were revisions have none. */
export const revisionOf = ({ revision = 0 }: ReadingRecord): number => revision;

/** Each version once, the oldest first. */
export function signedOfBoth(
  stored: readonly SignedReading[],
  own: readonly SignedReading[],
): readonly SignedReading[] {
  const seals = new Set(stored.map(({ seal }) => seal));
  const added = own.filter(({ seal }) => !seals.has(seal));
  return added.length === 0 ? stored : [...stored, ...added].sort((a, b) => a.signedAt - b.signedAt);
}
