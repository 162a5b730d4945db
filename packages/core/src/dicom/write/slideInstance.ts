import { WHOLE_SLIDE_MICROSCOPY } from '../read/slide';
import { decimalString } from '../decimalString';
import { coded, type Dataset } from './dataset';
import {
  specimenModule,
  studyModules,
  type OpticalPathDescription,
  type SlideDescription,
} from './description';
import { srgbProfile } from './iccProfile';

/** One level of the pyramid, with what is known once its frames are written. */
export interface SlideLevelDescription {
  readonly sopInstanceUid: string;
  /** 0 for the finest. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Millimetres between pixel centres as a decimal string: what is read back has these very digits. */
  readonly spacingMm: string;
  readonly frames: number;
  /** JPEG baseline (YCbCr, 4:2:0), else uncompressed RGB. */
  readonly jpeg: boolean;
  /** How often smaller a JPEG, here or before, was than its pixels; undefined when no pixel was ever changed. */
  readonly lossyRatio: number | undefined;
}

/** The data set of one level (VL Whole Slide Microscopy Image, TILED_FULL) up to its pixel data. */
export function slideInstance(about: SlideDescription, level: SlideLevelDescription): Dataset {
  const imageType = ['DERIVED', 'PRIMARY', 'VOLUME', level.index === 0 ? 'NONE' : 'RESAMPLED'];
  const { date, time } = about.acquiredAt;
  return {
    ...studyModules(about, 'SM'),
    SOPClassUID: WHOLE_SLIDE_MICROSCOPY,
    SOPInstanceUID: level.sopInstanceUid,
    InstanceNumber: level.index + 1,
    ImageType: imageType,
    ContentDate: date,
    ContentTime: time,
    AcquisitionDateTime: `${date}${time}`,
    FrameOfReferenceUID: about.frameOfReferenceUid,
    PositionReferenceIndicator: 'SLIDE_CORNER',
    VolumetricProperties: 'VOLUME',
    AcquisitionContextSequence: [],
    ...specimenModule(about.specimen),
    ...pixelModule(level),
    ...matrixModule(about, level),
    ...opticalPathModule(about.opticalPath),
    SharedFunctionalGroupsSequence: [
      {
        PixelMeasuresSequence: [
          { SliceThickness: SECTION_MM, PixelSpacing: [level.spacingMm, level.spacingMm] },
        ],
        WholeSlideMicroscopyImageFrameTypeSequence: [{ FrameType: imageType }],
        OpticalPathIdentificationSequence: [{ OpticalPathIdentifier: about.opticalPath.identifier }],
      },
    ],
  };
}

/** Nominal thickness of a histological section, 4 um. */
const SECTION_MM = '0.004';

function pixelModule(level: SlideLevelDescription): Dataset {
  const { jpeg, lossyRatio } = level;
  return {
    SamplesPerPixel: 3,
    PhotometricInterpretation: jpeg ? 'YBR_FULL_422' : 'RGB',
    PlanarConfiguration: 0,
    NumberOfFrames: level.frames,
    Rows: level.tileHeight,
    Columns: level.tileWidth,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    BurnedInAnnotation: 'NO',
    LossyImageCompression: lossyRatio === undefined ? '00' : '01',
    LossyImageCompressionRatio:
      lossyRatio === undefined ? undefined : decimalString(Number(lossyRatio.toFixed(2))),
    LossyImageCompressionMethod: lossyRatio === undefined ? undefined : 'ISO_10918_1',
  };
}

/** Columns run along the slide's y axis, rows along its x axis: slide viewers, label to the right, then show the image as it is stored. */
const UPRIGHT = ['0', '1', '0', '1', '0', '0'];

/** Whole slide microscopy image and multi-frame dimension modules. */
function matrixModule(about: SlideDescription, level: SlideLevelDescription): Dataset {
  const mm = Number(level.spacingMm);
  const { dimensionOrganizationUid, ...dimensions } = tileDimensions(about.frameOfReferenceUid);
  return {
    ...dimensions,
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: dimensionOrganizationUid }],
    DimensionOrganizationType: 'TILED_FULL',
    ImagedVolumeWidth: level.width * mm,
    ImagedVolumeHeight: level.height * mm,
    ImagedVolumeDepth: Number(SECTION_MM) * 1000,
    TotalPixelMatrixColumns: level.width,
    TotalPixelMatrixRows: level.height,
    TotalPixelMatrixFocalPlanes: 1,
    TotalPixelMatrixOriginSequence: [levelOrigin(about.originMm, mm, level.index)],
    ImageOrientationSlide: UPRIGHT,
    SpecimenLabelInImage: 'NO',
    FocusMethod: 'AUTO',
    ExtendedDepthOfField: 'NO',
  };
}

/** The first pixel of a coarser level covers several: its centre lies further from the corner of the scan. */
function levelOrigin(origin: { x: number; y: number }, mm: number, index: number): Dataset {
  const shift = (mm - mm / 2 ** index) / 2;
  return {
    XOffsetInSlideCoordinateSystem: decimalString(Number((origin.x + shift).toFixed(8))),
    YOffsetInSlideCoordinateSystem: decimalString(Number((origin.y + shift).toFixed(8))),
  };
}

function tileDimensions(frameOfReferenceUid: string) {
  const dimensionOrganizationUid = `${frameOfReferenceUid}.1`;
  const dimension = (pointer: number, label: string): Dataset => ({
    DimensionOrganizationUID: dimensionOrganizationUid,
    DimensionIndexPointer: pointer,
    FunctionalGroupPointer: 0x0048021a,
    DimensionDescriptionLabel: label,
  });
  return {
    dimensionOrganizationUid,
    DimensionIndexSequence: [
      dimension(0x0048021f, 'Row of the tile'),
      dimension(0x0048021e, 'Column of the tile'),
    ],
  };
}

/** The illumination type is always written: stock viewers fail without it. */
function opticalPathModule(path: OpticalPathDescription): Dataset {
  return {
    NumberOfOpticalPaths: 1,
    OpticalPathSequence: [
      {
        OpticalPathIdentifier: path.identifier,
        OpticalPathDescription: path.description,
        IlluminationTypeCodeSequence: coded(['111744', 'DCM', 'Brightfield illumination']),
        IlluminationColorCodeSequence: coded(['414298005', 'SCT', 'Full Spectrum']),
        ObjectiveLensPower:
          path.objectivePower === undefined ? undefined : decimalString(path.objectivePower),
        ICCProfile: path.iccProfile ?? srgbProfile(),
      },
    ],
  };
}
