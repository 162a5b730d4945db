import type { Code } from '../contentItem';
import { cieLabOf, type Rgb } from '../displayColour';
import type { Dataset } from './dataset';
import { codeItems } from './derivedImage';

/** What a segment shows and who drew it. */
export interface SegmentDescription {
  readonly label: string;
  readonly description?: string;
  readonly category: Code;
  readonly type: Code;
  readonly algorithm: SegmentAlgorithm;
  readonly colour: Rgb;
  /** The same in every object that speaks of this lesion. */
  readonly tracking?: { readonly id: string; readonly uid: string };
}

export type SegmentAlgorithm =
  | { readonly kind: 'MANUAL' }
  | {
      readonly kind: 'SEMIAUTOMATIC' | 'AUTOMATIC';
      readonly family: Code;
      readonly name: string;
      readonly version: string;
      readonly parameters?: string;
    };

/** Segment Sequence; segments are counted from 1 in the order given. */
export const segmentItems = (segments: readonly SegmentDescription[]): readonly Dataset[] =>
  segments.map((segment, index) => ({
    SegmentNumber: index + 1,
    SegmentLabel: segment.label,
    SegmentDescription: segment.description,
    SegmentAlgorithmType: segment.algorithm.kind,
    ...algorithmOf(segment.algorithm),
    SegmentedPropertyCategoryCodeSequence: codeItems(segment.category),
    SegmentedPropertyTypeCodeSequence: codeItems(segment.type),
    RecommendedDisplayCIELabValue: cieLabOf(segment.colour),
    TrackingID: segment.tracking?.id,
    TrackingUID: segment.tracking?.uid,
  }));

function algorithmOf(algorithm: SegmentAlgorithm): Dataset {
  if (algorithm.kind === 'MANUAL') return {};
  const { family, name, version, parameters } = algorithm;
  return {
    SegmentAlgorithmName: name,
    SegmentationAlgorithmIdentificationSequence: [
      {
        AlgorithmFamilyCodeSequence: codeItems(family),
        AlgorithmName: name,
        AlgorithmVersion: version,
        AlgorithmParameters: parameters,
      },
    ],
  };
}

/** What the pixel module of a binary segmentation says (PS3.3 C.8.20.2); each frame has one bit a pixel. */
export const binaryPixels = (frames: number, rows: number, columns: number): Dataset => ({
  ImageType: ['DERIVED', 'PRIMARY'],
  SegmentationType: 'BINARY',
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  NumberOfFrames: frames,
  Rows: rows,
  Columns: columns,
  BitsAllocated: 1,
  BitsStored: 1,
  HighBit: 0,
  PixelRepresentation: 0,
  LossyImageCompression: '00',
});

/**
 * The frames one after another, a bit a pixel, the first pixel in the lowest bit; a frame may begin inside a byte.
 * @param frames each `pixels` long, 0 outside
 */
export function packedBits(frames: readonly Uint8Array[], pixels: number): Uint8Array {
  const bytes = Math.ceil((frames.length * pixels) / 8);
  const packed = new Uint8Array(bytes + (bytes % 2));
  frames.forEach((frame, index) => {
    const start = index * pixels;
    for (let at = 0; at < pixels; at++)
      if (frame[at] !== 0 && frame[at] !== undefined) {
        const bit = start + at;
        packed[bit >>> 3] = (packed[bit >>> 3] ?? 0) | (1 << (bit & 7));
      }
  });
  return packed;
}
