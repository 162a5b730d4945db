import { joinedBytes } from '../../joinedBytes';
import type { Dataset } from './dataset';
import { nativePixelDataHeader, part10Bytes } from './part10';
import { dicomObject, type DicomObject } from './resultObjects';

/** A whole file with uncompressed pixels. */
export function withPixels(
  name: string,
  dataset: Dataset,
  pixels: Uint8Array,
  kind: 'OB' | 'OW' | 'float',
): DicomObject {
  const even = pixels.length % 2 === 0 ? [] : [new Uint8Array(1)];
  const parts = [part10Bytes(dataset), nativePixelDataHeader(pixels.length, kind), pixels, ...even];
  return dicomObject(name, dataset, joinedBytes(parts));
}
