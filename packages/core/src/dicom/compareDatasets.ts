import { items, type DicomElement, type DicomJson } from './json';
import { bytesOf, type ByteRange } from './read/byteSource';
import { elementValues } from './read/elementValues';
import { readPart10, type Part10 } from './read/part10';
import { isLossless } from './read/transferSyntaxes';
import { isPrivate, mayAdd, mayChange, mayChangeWithSyntax, tellsWhenSaved } from './storeCoercion';

/** One attribute that is not as it was sent. */
export interface Difference {
  /** Eight hex digits, with the items that lead to it: "00400275/1/00400007". */
  readonly path: string;
  /** `recompressed`: the pixels were not compared. */
  readonly kind: 'changed' | 'added' | 'missing' | 'transfer-syntax' | 'recompressed';
  /** Whether a store may do this: see storeCoercion. */
  readonly accepted: boolean;
}

/**
 * What a store changed in an object, without group 0002: equal files and equal datasets give an empty list.
 * @param sent and received: whole files (PS3.10)
 * @param options.savedEarlier `received` was stored by an earlier saving of the same content: its time may differ.
 * @throws TimescopeError of readPart10
 */
export function compareDatasets(
  sent: Uint8Array,
  received: Uint8Array,
  { savedEarlier = false } = {},
): readonly Difference[] {
  if (areEqual(sent, received)) return [];
  const [ours, theirs] = [opened(sent), opened(received)];
  const isTranscoded = ours.meta.transferSyntax !== theirs.meta.transferSyntax;
  const found = [
    ...datasetDifferences(ours, ours.dataset, theirs, theirs.dataset, ''),
    ...pixelDifferences(ours, theirs),
  ];
  return [
    ...(isTranscoded ? [{ path: '00020010', kind: 'transfer-syntax', accepted: true } as const] : []),
    ...found.map(difference => ({
      ...difference,
      accepted: isAccepted(difference, { savedEarlier, isTranscoded }),
    })),
  ];
}

/** A whole file and what it holds. */
export interface OpenedFile extends Part10 {
  readonly bytes: Uint8Array;
}

export const opened = (bytes: Uint8Array): OpenedFile => ({ ...readPart10(bytes), bytes });

/** A difference that is not judged yet, except where the judgement is in the pixels. */
type Found = Omit<Difference, 'accepted'> & { readonly accepted?: boolean };

function isAccepted(
  { path, kind, accepted }: Found,
  { savedEarlier, isTranscoded }: { savedEarlier: boolean; isTranscoded: boolean },
): boolean {
  if (accepted !== undefined) return accepted;
  if (kind === 'added') return mayAdd(path);
  if (kind === 'missing' && isPrivate(path)) return true;
  return (
    mayChange(path) || (isTranscoded && mayChangeWithSyntax(path)) || (savedEarlier && tellsWhenSaved(path))
  );
}

function datasetDifferences(
  ours: OpenedFile,
  sent: DicomJson,
  theirs: OpenedFile,
  received: DicomJson,
  path: string,
): Found[] {
  const tags = [...new Set([...Object.keys(sent), ...Object.keys(received)])].sort();
  return tags.flatMap((tag): Found[] => {
    const [before, after] = [sent[tag], received[tag]];
    const at = path + tag;
    if (!before) return [{ path: at, kind: 'added' }];
    // An attribute without a value says nothing that could be lost.
    if (!after) return [{ path: at, kind: 'missing', ...(isEmpty(before) && { accepted: true }) }];
    if (before.vr === 'SQ' && after.vr === 'SQ') return sequenceDifferences(ours, sent, theirs, received, at);
    return isSame(before, ours, after, theirs) ? [] : [{ path: at, kind: 'changed' }];
  });
}

function sequenceDifferences(
  ours: OpenedFile,
  sent: DicomJson,
  theirs: OpenedFile,
  received: DicomJson,
  path: string,
): Found[] {
  const tag = path.slice(-8);
  const [before, after] = [items(sent, tag), items(received, tag)];
  if (before.length !== after.length) return [{ path, kind: 'changed' }];
  return before.flatMap((item, index) =>
    datasetDifferences(ours, item, theirs, after[index] ?? {}, `${path}/${String(index + 1)}/`),
  );
}

const isEmpty = ({ Value, InlineBinary, BulkDataURI }: DicomElement) =>
  (Value ?? []).length === 0 && InlineBinary === undefined && BulkDataURI === undefined;

function isSame(before: DicomElement, ours: Part10File, after: DicomElement, theirs: Part10File): boolean {
  const [a, b] = [binaryOf(before, ours), binaryOf(after, theirs)];
  if (a && b) return areEqualButPadding(a, b);
  // A store that forgot the VR of a private attribute gives its bytes.
  return JSON.stringify(valuesOf(before, a, after.vr)) === JSON.stringify(valuesOf(after, b, before.vr));
}

type Part10File = Pick<OpenedFile, 'bytes' | 'bulk'>;

/** Of an element whose value is no text or number of the JSON model. */
export function binaryOf(element: DicomElement, file: Part10File): Uint8Array | undefined {
  if (element.InlineBinary !== undefined)
    return Uint8Array.from(atob(element.InlineBinary), character => character.charCodeAt(0));
  const range = element.BulkDataURI === undefined ? undefined : file.bulk.get(element.BulkDataURI);
  return range && bytesOf(file.bytes, range);
}

const utf8 = new TextDecoder();

function valuesOf(element: DicomElement, binary: Uint8Array | undefined, vr: string): readonly unknown[] {
  return binary ? elementValues(vr, binary, bytes => utf8.decode(bytes)) : (element.Value ?? []);
}

function pixelDifferences(ours: OpenedFile, theirs: OpenedFile): Found[] {
  const path = '7FE00010';
  const [before, after] = [ours.pixelData, theirs.pixelData];
  if (!before || !after) {
    if (before) return [{ path, kind: 'missing' }];
    return after ? [{ path, kind: 'added' }] : [];
  }
  const isRecompressed =
    before.kind !== after.kind ||
    (before.kind === 'encapsulated' && ours.meta.transferSyntax !== theirs.meta.transferSyntax);
  if (isRecompressed)
    return [{ path, kind: 'recompressed', accepted: isLossless(theirs.meta.transferSyntax) }];
  const [a, b] = [framesOf(ours), framesOf(theirs)];
  const isEqual = a.length === b.length && a.every((frame, at) => areEqualButPadding(frame, b[at]));
  return isEqual ? [] : [{ path, kind: 'changed' }];
}

/** Native pixel data as one piece; encapsulated frames as their fragments, however the offsets are listed. */
export function framesOf({ pixelData, bytes }: OpenedFile): readonly Uint8Array[] {
  if (!pixelData) return [];
  const ranges: readonly ByteRange[] = pixelData.kind === 'native' ? [pixelData] : pixelData.frames.flat();
  return ranges.map(range => bytesOf(bytes, range));
}

/** DICOM pads to even length; some stores leave the padding byte out of what they hand on. */
function areEqualButPadding(a: Uint8Array, b: Uint8Array | undefined): boolean {
  if (!b || evenLength(a) !== evenLength(b)) return false;
  const length = Math.min(a.length, b.length);
  const rest = [...a.subarray(length), ...b.subarray(length)];
  return areEqual(a.subarray(0, length), b.subarray(0, length)) && rest.every(byte => byte === 0);
}

const evenLength = ({ length }: Uint8Array): number => length + (length % 2);

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
