import type { SlidePlacement } from '../../frames';
import type { Raster } from '../../raster';
import type { VolumeSlices } from '../../volume';
import type { Code, ReferencedObject } from '../contentItem';
import { imageOfSlice, planeMeasures, planePosition } from './ctSegmentation';
import type { Dataset } from './dataset';
import { codeItems, derivedFrom, dimensions, sourceSeries } from './derivedImage';
import { contentIdentification, derivedModules, type DerivedObject } from './derivedModules';
import type { DicomObject } from './resultObjects';
import { matrixModule, pixelMeasures, tilePosition } from './slideSegmentation';
import { withPixels } from './withPixels';

export const PARAMETRIC_MAP_STORAGE = '1.2.840.10008.5.1.4.1.1.30';

/** A value a pixel, and what it means. Pixels that hold `NOT_MAPPED` were not measured. */
export interface MappedQuantity {
  readonly raster: Raster<Float32Array>;
  readonly quantity: Code;
  readonly unit: Code;
  /** How the map was made of its images (PS3.16 CID 7203 or another). */
  readonly derivation: Code;
  /** A sentence that a human understands, at most 64 characters. */
  readonly explanation: string;
}

/** Stands where nothing was measured. Our maps hold shares, probabilities and densities, which are never negative. */
export const NOT_MAPPED = -1;

/** A map on one slice of a CT, a value for each of its pixels. */
export function ctParametricMap(
  about: DerivedObject,
  ct: VolumeSlices,
  slice: number,
  map: MappedQuantity,
): DicomObject {
  const images = imageOfSlice(ct, slice, about.source.images);
  return mapObject(about, map, {
    Laterality: '',
    ...dimensions(about, [['Slice', 0x00200032, 0x00209113]]),
    SharedFunctionalGroupsSequence: [
      { ...planeMeasures(ct), ...frameType(), ...pixelMeaning(map), ...derivedFrom(images, map.derivation) },
    ],
    PerFrameFunctionalGroupsSequence: [
      { FrameContentSequence: [{ DimensionIndexValues: 1 }], ...planePosition(ct, slice) },
    ],
  });
}

/** A map of a slide as one frame; `placement` has the map's own pixel size and first pixel. */
export function slideParametricMap(
  about: DerivedObject,
  placement: SlidePlacement,
  images: readonly ReferencedObject[],
  map: MappedQuantity,
): DicomObject {
  const { width, height } = map.raster;
  const matrix = { width, height, tileWidth: width, tileHeight: height, placement };
  return mapObject(about, map, {
    ...about.source.specimen,
    PatientOrientation: '',
    ...matrixModule(matrix),
    ...dimensions(about, [
      ['Row of the tile', 0x0048021f, 0x0048021a],
      ['Column of the tile', 0x0048021e, 0x0048021a],
    ]),
    SharedFunctionalGroupsSequence: [
      {
        ...pixelMeasures(placement),
        ...frameType(),
        ...pixelMeaning(map),
        ...derivedFrom(images, map.derivation),
      },
    ],
    PerFrameFunctionalGroupsSequence: [
      {
        FrameContentSequence: [{ DimensionIndexValues: [1, 1] }],
        ...tilePosition(0, 0, placement),
      },
    ],
  });
}

function mapObject(about: DerivedObject, map: MappedQuantity, place: Dataset): DicomObject {
  const { width, height, values } = map.raster;
  const dataset: Dataset = {
    ...derivedModules(about, PARAMETRIC_MAP_STORAGE, 'OT'),
    ...about.source.frameOfReference,
    ...contentIdentification(about),
    ...sourceSeries(about.source),
    AcquisitionContextSequence: [],
    ...pixelModule(width, height),
    ...place,
  };
  const pixels = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return withPixels(about.name, dataset, pixels, 'float');
}

const IMAGE_TYPE = ['DERIVED', 'PRIMARY', 'VOLUME', 'NONE'];

const pixelModule = (width: number, height: number): Dataset => ({
  ImageType: IMAGE_TYPE,
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  NumberOfFrames: 1,
  Rows: height,
  Columns: width,
  BitsAllocated: 32,
  FloatPixelPaddingValue: NOT_MAPPED,
  FloatPixelPaddingRangeLimit: NOT_MAPPED,
  PresentationLUTShape: 'IDENTITY',
  BurnedInAnnotation: 'NO',
  RecognizableVisualFeatures: 'NO',
  LossyImageCompression: '00',
  PixelPresentation: 'MONOCHROME',
  ContentQualification: 'RESEARCH',
});

const frameType = (): Dataset => ({
  ParametricMapFrameTypeSequence: [{ FrameType: IMAGE_TYPE }],
  FrameVOILUTSequence: [{ WindowCenter: '0.5', WindowWidth: '1' }],
  PixelValueTransformationSequence: [{ RescaleIntercept: '0', RescaleSlope: '1', RescaleType: 'US' }],
});

/** Real world value mapping: the stored floats are the values themselves. */
function pixelMeaning({ raster, quantity, unit, explanation }: MappedQuantity): Dataset {
  const highest = raster.values.reduce((high, value) => Math.max(high, value), 0);
  return {
    RealWorldValueMappingSequence: [
      {
        LUTExplanation: explanation,
        LUTLabel: 'VALUE',
        DoubleFloatRealWorldValueFirstValueMapped: 0,
        DoubleFloatRealWorldValueLastValueMapped: Math.max(1, highest),
        RealWorldValueIntercept: 0,
        RealWorldValueSlope: 1,
        MeasurementUnitsCodeSequence: codeItems(unit),
        QuantityDefinitionSequence: [
          {
            ValueType: 'CODE',
            ConceptNameCodeSequence: codeItems(QUANTITY),
            ConceptCodeSequence: codeItems(quantity),
          },
        ],
      },
    ],
  };
}

const QUANTITY: Code = { value: '246205007', scheme: 'SCT', meaning: 'Quantity' };
