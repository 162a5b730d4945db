import { maskContours } from '../../geometry/maskContours';
import type { Contour } from '../../geometry/rasteriseContours';
import { slicePositionMm } from '../../geometry/slicePoint';
import type { VolumeSlices } from '../../volume';
import type { Rgb } from '../displayColour';
import { IMPLICIT_LITTLE_ENDIAN } from '../read/transferSyntaxes';
import { decimalString } from '../decimalString';
import { imageOfSlice } from './ctSegmentation';
import type { Dataset } from './dataset';
import { reference } from './derivedImage';
import { derivedModules, type DerivedObject } from './derivedModules';
import { part10Bytes } from './part10';
import { dicomObject, type DicomObject } from './resultObjects';

export const RT_STRUCTURE_SET_STORAGE = '1.2.840.10008.5.1.4.1.1.481.3';
/** Detached Study Management (retired): what the standard still asks for here. */
const STUDY_REFERENCE = '1.2.840.10008.3.1.2.3.1';

/** A region with its voxels on the grid of the CT: 0 outside. */
export interface VolumeRegion {
  readonly name: string;
  readonly description?: string;
  readonly colour: Rgb;
  readonly drawn: 'MANUAL' | 'SEMIAUTOMATIC' | 'AUTOMATIC';
  readonly values: Uint8Array;
}

/**
 * Regions on a CT as closed contours on its slices. The contours enclose the centres of exactly the region's voxels; a
 * hole is joined to its outer border by a channel of no width (PS3.3 C.8.8.6.3), so that readers which fill each contour
 * by itself and those which count crossings agree.
 */
export function rtStructureSet(
  about: DerivedObject,
  ct: VolumeSlices,
  regions: readonly VolumeRegion[],
): DicomObject {
  const frameOfReference = about.source.frameOfReferenceUid ?? '';
  const dataset: Dataset = {
    ...withoutContentTime(derivedModules(about, RT_STRUCTURE_SET_STORAGE, 'RTSTRUCT')),
    ...about.source.frameOfReference,
    OperatorsName: about.savedBy.reader ?? '',
    StructureSetLabel: 'TIMEscope',
    StructureSetName: about.seriesDescription,
    StructureSetDate: about.savedBy.at.date,
    StructureSetTime: about.savedBy.at.time,
    ReferencedFrameOfReferenceSequence: [
      { FrameOfReferenceUID: frameOfReference, RTReferencedStudySequence: [referencedStudy(about)] },
    ],
    StructureSetROISequence: regions.map((region, index) => ({
      ROINumber: index + 1,
      ReferencedFrameOfReferenceUID: frameOfReference,
      ROIName: region.name,
      ROIDescription: region.description,
      ROIGenerationAlgorithm: region.drawn,
    })),
    ROIContourSequence: regions.map((region, index) => ({
      ROIDisplayColor: region.colour,
      ContourSequence: someOf(contourItems(about, ct, region)),
      ReferencedROINumber: index + 1,
    })),
    RTROIObservationsSequence: regions.map((region, index) => ({
      ObservationNumber: index + 1,
      ReferencedROINumber: index + 1,
      ROIObservationLabel: region.name.slice(0, 16),
      RTROIInterpretedType: 'GTV',
      ROIInterpreter: about.savedBy.reader ?? '',
    })),
    ApprovalStatus: 'UNAPPROVED',
  };
  // Contours may be longer than the 64 KB that a decimal string has in the explicit syntax.
  return dicomObject(about.name, dataset, part10Bytes(dataset, IMPLICIT_LITTLE_ENDIAN));
}

/** The structure set has a date of its own; the general content date is no part of it. */
function withoutContentTime(dataset: Dataset): Dataset {
  return { ...dataset, ContentDate: undefined, ContentTime: undefined };
}

const referencedStudy = ({ source }: DerivedObject): Dataset => ({
  ReferencedSOPClassUID: STUDY_REFERENCE,
  ReferencedSOPInstanceUID: source.studyInstanceUid,
  RTReferencedSeriesSequence: [
    { SeriesInstanceUID: source.seriesInstanceUid, ContourImageSequence: source.images.map(reference) },
  ],
});

/** An empty region is kept without the sequence, which must not be empty (PS3.3 C.8.8.6). */
const someOf = <Item>(items: readonly Item[]) => (items.length > 0 ? items : undefined);

function contourItems({ source }: DerivedObject, ct: VolumeSlices, { values }: VolumeRegion): Dataset[] {
  const [nx, ny, nz] = ct.size;
  const slices = Array.from({ length: nz }, (_, k) => k);
  return slices.flatMap(k =>
    maskContours(values.subarray(k * nx * ny, (k + 1) * nx * ny), nx, ny).map(contour => ({
      ContourImageSequence: imageOfSlice(ct, k, source.images).map(reference),
      ContourGeometricType: 'CLOSED_PLANAR',
      NumberOfContourPoints: contour.length,
      ContourData: contourData(contour, k, ct),
    })),
  );
}

/** Ours: 0.1 um, far below the 0.4 voxels that a contour keeps from the centres of voxels. */
const DIGITS = 4;

function contourData(contour: Contour, k: number, ct: VolumeSlices): string[] {
  return contour.flatMap(({ i, j }) =>
    slicePositionMm(ct, k, i, j).map(coordinate => decimalString(Number(coordinate.toFixed(DIGITS)))),
  );
}
