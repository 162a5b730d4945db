import type { VolumeSlices } from '../../volume';
import type { Code, ReferencedObject } from '../contentItem';
import { decimalString } from '../decimalString';
import type { Dataset } from './dataset';
import { derivedFrom, dimensions, sourceSeries } from './derivedImage';
import { contentIdentification, derivedModules, type DerivedObject } from './derivedModules';
import type { DicomObject } from './resultObjects';
import { binaryPixels, packedBits, segmentItems, type SegmentDescription } from './segmentItems';
import { withPixels } from './withPixels';

export const SEGMENTATION_STORAGE = '1.2.840.10008.5.1.4.1.1.66.4';

/** A segment with its voxels on the grid of the CT: 0 outside. */
export interface VolumeSegment extends SegmentDescription {
  readonly values: Uint8Array;
}

/**
 * Regions on a CT as a binary segmentation, on the grid of its images: a frame for each segment and slice that holds
 * voxels of it. An empty segment is kept, with one empty frame.
 */
export function ctSegmentation(
  about: DerivedObject,
  ct: VolumeSlices,
  segments: readonly VolumeSegment[],
): DicomObject {
  const [columns, rows] = ct.size;
  const frames = segments.flatMap((segment, index) => framesOf(segment, index + 1, ct));
  const dataset: Dataset = {
    ...derivedModules(about, SEGMENTATION_STORAGE, 'SEG'),
    ...about.source.frameOfReference,
    ...contentIdentification(about),
    ...binaryPixels(frames.length, rows, columns),
    ...sourceSeries(about.source),
    ...dimensions(about, [
      ['Segment', 0x0062000b, 0x0062000a],
      ['Slice', 0x00200032, 0x00209113],
    ]),
    SegmentSequence: segmentItems(segments),
    SharedFunctionalGroupsSequence: [planeMeasures(ct)],
    PerFrameFunctionalGroupsSequence: frames.map(frame => frameGroups(frame, ct, about.source.images)),
  };
  const bits = packedBits(
    frames.map(({ values }) => values),
    rows * columns,
  );
  return withPixels(about.name, dataset, bits, 'OB');
}

interface SliceFrame {
  readonly segment: number;
  /** Voxel k. */
  readonly slice: number;
  readonly values: Uint8Array;
}

function framesOf({ values }: VolumeSegment, segment: number, { size }: VolumeSlices): SliceFrame[] {
  const pixels = size[0] * size[1];
  const slices = Array.from({ length: size[2] }, (_, slice) => ({
    segment,
    slice,
    values: values.subarray(slice * pixels, (slice + 1) * pixels),
  }));
  const marked = slices.filter(frame => frame.values.some(value => value !== 0));
  return marked.length > 0 ? marked : slices.slice(0, 1);
}

function frameGroups(frame: SliceFrame, ct: VolumeSlices, images: readonly ReferencedObject[]): Dataset {
  return {
    FrameContentSequence: [{ DimensionIndexValues: [frame.segment, frame.slice + 1] }],
    ...planePosition(ct, frame.slice),
    SegmentIdentificationSequence: [{ ReferencedSegmentNumber: frame.segment }],
    ...derivedFrom(imageOfSlice(ct, frame.slice, images), SEGMENTATION),
  };
}

/** PS3.16 CID 7203. */
const SEGMENTATION: Code = { value: '113076', scheme: 'DCM', meaning: 'Segmentation' };

export function imageOfSlice(
  { sliceUids }: Pick<VolumeSlices, 'sliceUids'>,
  slice: number,
  images: readonly ReferencedObject[],
): readonly ReferencedObject[] {
  return images.filter(({ sopInstanceUid }) => sopInstanceUid === sliceUids[slice]);
}

export const planePosition = ({ slicePositionsMm }: VolumeSlices, slice: number): Dataset => ({
  PlanePositionSequence: [{ ImagePositionPatient: (slicePositionsMm[slice] ?? []).map(decimalString) }],
});

/** Plane orientation and pixel measures, shared by all frames on the grid of a CT. */
export function planeMeasures({ placement: { row, column, slice, spacingMm } }: VolumeSlices): Dataset {
  const distance = Math.sqrt(slice[0] ** 2 + slice[1] ** 2 + slice[2] ** 2);
  return {
    PlaneOrientationSequence: [{ ImageOrientationPatient: [...row, ...column].map(decimalString) }],
    PixelMeasuresSequence: [
      {
        PixelSpacing: [decimalString(spacingMm.y), decimalString(spacingMm.x)],
        SliceThickness: decimalString(distance),
        SpacingBetweenSlices: decimalString(distance),
      },
    ],
  };
}
