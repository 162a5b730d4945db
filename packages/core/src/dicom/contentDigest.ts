import { sha256Hex } from '../sha256';
import { binaryOf, framesOf, opened, type OpenedFile } from './compareDatasets';
import { items, type DicomElement, type DicomJson } from './json';
import { elementValues } from './read/elementValues';
import { fromDictionary } from './read/valueRepresentation';
import { isPrivate, mayAdd, namesWhere, tellsWhenSaved } from './storeCoercion';
import type { DicomObject } from './write/resultObjects';

/**
 * Number of the rule by which digests are made: one more with every change of what a digest says, here or in the lists
 * of storeCoercion. Digests of another rule are not comparable.
 */
export const DIGEST_RULE = 2;

/** Of the objects of a result, by SOP Instance UID. */
export type ContentDigests = Readonly<Record<string, string>>;

export const contentDigests = (objects: readonly DicomObject[]): ContentDigests =>
  Object.fromEntries(objects.map(({ sopInstanceUid, bytes }) => [sopInstanceUid, contentDigest(bytes)]));

/**
 * What an object says: pixels, coordinates, numbers, codes and texts, without what an archive may change (storeCoercion)
 * or leave out, without the times of saving, and without study, series number and series description, which are edited
 * in archives every day. Whatever compareDatasets accepts leaves it as it is, but for another transfer syntax, which
 * stands in front of it.
 * @param file whole (PS3.10)
 * @returns transfer syntax UID, a space, 64 hex digits
 * @throws TimescopeError of readPart10
 */
export function contentDigest(file: Uint8Array): string {
  const object = opened(file);
  const frames = framesOf(object).map(bytesDigest);
  const said = JSON.stringify([contentOf(object.dataset, object, ''), frames]);
  return `${object.meta.transferSyntax} ${sha256Hex(said)}`;
}

type Content = readonly (readonly [tag: string, value: unknown])[];

function contentOf(dataset: DicomJson, file: OpenedFile, path: string): Content {
  return Object.keys(dataset)
    .sort()
    .flatMap((tag): Content => {
      const element = dataset[tag];
      const at = path + tag;
      if (!element || mayAdd(at) || tellsWhenSaved(at) || namesWhere(at)) return [];
      const value = element.vr === 'SQ' ? itemsOf(dataset, tag, file, `${at}/`) : valueOf(element, tag, file);
      return value === undefined ? [] : [[tag, value]];
    });
}

/** Undefined for a sequence without items, which an archive may leave out as it may an attribute without a value. */
function itemsOf(dataset: DicomJson, tag: string, file: OpenedFile, path: string): unknown {
  const found = items(dataset, tag);
  if (found.length === 0) return undefined;
  return found.map((item, at) => contentOf(item, file, `${path}${String(at + 1)}/`));
}

function valueOf(element: DicomElement, tag: string, file: OpenedFile): unknown {
  const binary = binaryOf(element, file);
  if (!binary) return (element.Value ?? []).length === 0 ? undefined : element.Value;
  // An archive that does not know a VR gives the bytes.
  const vr = isPrivate(tag) ? 'UN' : fromDictionary(tag, false);
  return bytesVrs.has(vr) ? bytesDigest(binary) : elementValues(vr, binary, bytes => utf8.decode(bytes));
}

const bytesVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN', 'SQ']);

const utf8 = new TextDecoder();

/** With the byte that pads to an even length, which some archives leave out. */
function bytesDigest(bytes: Uint8Array): string {
  if (bytes.length % 2 === 0) return sha256Hex(bytes);
  const padded = new Uint8Array(bytes.length + 1);
  padded.set(bytes);
  return sha256Hex(padded);
}
