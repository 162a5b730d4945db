import { sha256Hex } from '../sha256';
import { binaryOf, framesOf, opened, type OpenedFile } from './compareDatasets';
import { items, type DicomElement, type DicomJson } from './json';
import { mayAdd, tellsWhenSaved } from './storeCoercion';
import type { DicomObject } from './write/resultObjects';

/** Of the objects of a result, by SOP Instance UID. */
export type ContentDigests = Readonly<Record<string, string>>;

export const contentDigests = (objects: readonly DicomObject[]): ContentDigests =>
  Object.fromEntries(objects.map(({ sopInstanceUid, bytes }) => [sopInstanceUid, contentDigest(bytes)]));

/**
 * What an object says: pixels, coordinates, numbers, codes and texts, without what an archive may change (storeCoercion)
 * and without the times of saving. Behind the transfer syntax, since pixels that were compressed otherwise have another.
 * @param file whole (PS3.10)
 * @returns transfer syntax UID, a space, 64 hex digits
 * @throws TimescopeError of readPart10
 */
export function contentDigest(file: Uint8Array): string {
  const object = opened(file);
  const frames = framesOf(object).map(frame => sha256Hex(frame));
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
      if (!element || mayAdd(at) || tellsWhenSaved(at)) return [];
      if (element.vr === 'SQ')
        return [
          [tag, items(dataset, tag).map((item, k) => contentOf(item, file, `${at}/${String(k + 1)}/`))],
        ];
      const value = valueOf(element, file);
      return value === undefined ? [] : [[tag, value]];
    });
}

/** Undefined for an attribute without a value, which an archive may leave out. */
function valueOf(element: DicomElement, file: OpenedFile): unknown {
  const binary = binaryOf(element, file);
  if (binary) return sha256Hex(binary);
  return (element.Value ?? []).length === 0 ? undefined : element.Value;
}
