import type { Vector3 } from '../../frames';
import { decimalString } from '../decimalString';
import type { Dataset } from './dataset';
import { studyModules, type StudyDescription } from './description';
import { nativePixelDataHeader, part10Bytes } from './part10';

export const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';

export interface CtDescription extends StudyDescription {
  readonly frameOfReferenceUid: string;
  readonly acquiredAt: { readonly date: string; readonly time: string };
  readonly bodyPart: string;
  /** HFS and so on. */
  readonly patientPosition: string;
  readonly sliceThicknessMm: number;
  readonly spacingMm: { readonly x: number; readonly y: number };
  readonly kilovolts: number;
  readonly convolutionKernel: string;
  /** Undefined for a plain scan. */
  readonly contrastAgent: string | undefined;
  readonly window: { readonly centre: number; readonly width: number };
}

export interface CtSliceDescription {
  readonly sopInstanceUid: string;
  /** From 1. */
  readonly number: number;
  /** Patient LPS position of the centre of the first voxel, mm. */
  readonly positionMm: Vector3;
  readonly width: number;
  readonly height: number;
  /** Hounsfield units, row-major. */
  readonly hu: Int16Array;
}

/** One axial slice as a CT Image file, uncompressed, HU stored as they are (slope 1, intercept 0). */
export function ctInstanceFile(about: CtDescription, slice: CtSliceDescription): Uint8Array {
  const head = part10Bytes(ctDataset(about, slice));
  const pixels = new Uint8Array(slice.hu.buffer, slice.hu.byteOffset, slice.hu.byteLength);
  const pixelHead = nativePixelDataHeader(pixels.length, 'OW');
  const file = new Uint8Array(head.length + pixelHead.length + pixels.length);
  file.set(head);
  file.set(pixelHead, head.length);
  file.set(pixels, head.length + pixelHead.length);
  return file;
}

function ctDataset(about: CtDescription, slice: CtSliceDescription): Dataset {
  const { date, time } = about.acquiredAt;
  return {
    ...studyModules(about, 'CT'),
    SOPClassUID: CT_IMAGE,
    SOPInstanceUID: slice.sopInstanceUid,
    InstanceNumber: slice.number,
    AcquisitionNumber: 1,
    ImageType: ['DERIVED', 'PRIMARY', 'AXIAL'],
    ContentDate: date,
    ContentTime: time,
    AcquisitionDate: date,
    AcquisitionTime: time,
    PatientPosition: about.patientPosition,
    BodyPartExamined: about.bodyPart,
    KVP: decimalString(about.kilovolts),
    ConvolutionKernel: about.convolutionKernel,
    ContrastBolusAgent: about.contrastAgent,
    FrameOfReferenceUID: about.frameOfReferenceUid,
    PositionReferenceIndicator: '',
    ImagePositionPatient: slice.positionMm.map(decimalString),
    ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'],
    SliceLocation: decimalString(slice.positionMm[2]),
    SliceThickness: decimalString(about.sliceThicknessMm),
    ...pixelModule(about, slice),
  };
}

function pixelModule(about: CtDescription, slice: CtSliceDescription): Dataset {
  return {
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: slice.height,
    Columns: slice.width,
    PixelSpacing: [decimalString(about.spacingMm.y), decimalString(about.spacingMm.x)],
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 1,
    RescaleIntercept: '0',
    RescaleSlope: '1',
    RescaleType: 'HU',
    WindowCenter: decimalString(about.window.centre),
    WindowWidth: decimalString(about.window.width),
  };
}
