import type { DataSet } from 'dicom-parser';
import { TimescopeError } from '../../errors';
import { number, type DicomJson } from '../json';
import type { ByteQuestions, ByteRange } from './byteSource';
import { framesOfFragments, readFragments } from './fragments';

/** Where a file's pixels lie. Frames are counted from 0; an encapsulated frame may be split into several ranges. */
export type PixelDataLocation =
  | { readonly kind: 'native'; readonly offset: number; readonly length: number }
  | { readonly kind: 'encapsulated'; readonly frames: readonly (readonly ByteRange[])[] };

/** @throws TimescopeError TRUNCATED, with the bytes found and expected, when the file ends before its pixels do. */
export function* locatePixelData(
  dataSet: DataSet,
  dataset: DicomJson,
  fileLength: number,
): ByteQuestions<PixelDataLocation | undefined> {
  const { x7fe00010, x7fe00008, x7fe00009 } = dataSet.elements;
  const element = x7fe00010 ?? x7fe00008 ?? x7fe00009;
  if (!element) return undefined;
  if (element.hadUndefinedLength) {
    const fragments = yield* readFragments({
      offset: element.dataOffset,
      length: fileLength - element.dataOffset,
    });
    return {
      kind: 'encapsulated',
      frames: yield* framesOfFragments(fragments, dataSet, numberOfFrames(dataset)),
    };
  }
  const available = Math.min(element.length, fileLength - element.dataOffset);
  requireBytes(available, Math.max(element.length, expectedBytes(dataset)));
  return { kind: 'native', offset: element.dataOffset, length: element.length };
}

export const numberOfFrames = (dataset: DicomJson): number => Math.max(1, number(dataset, '00280008') ?? 1);

/** Bits of one uncompressed frame. YBR_FULL_422 stores two samples a pixel instead of three. */
export function bitsPerFrame(dataset: DicomJson): number {
  const rows = number(dataset, '00280010') ?? 0;
  const columns = number(dataset, '00280011') ?? 0;
  const samples = isSubsampled(dataset) ? 2 : (number(dataset, '00280002') ?? 1);
  return rows * columns * samples * (number(dataset, '00280100') ?? 0);
}

const isSubsampled = (dataset: DicomJson) => dataset['00280004']?.Value?.[0] === 'YBR_FULL_422';

const expectedBytes = (dataset: DicomJson) =>
  Math.ceil((bitsPerFrame(dataset) * numberOfFrames(dataset)) / 8);

function requireBytes(found: number, expected: number): void {
  if (found >= expected) return;
  throw new TimescopeError(
    'TRUNCATED',
    `The pixel data is cut off: ${found} bytes were found, ${expected} were expected.`,
    { nextStep: 'Copy or export the file again.', fields: { found, expected } },
  );
}
