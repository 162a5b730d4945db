import type { Raster } from '../../raster';
import type { ReferencedObject } from '../contentItem';
import type { Dataset } from './dataset';
import { reference } from './derivedImage';
import { derivedModules, type DerivedObject } from './derivedModules';
import type { DicomObject } from './resultObjects';
import { withPixels } from './withPixels';

export const SECONDARY_CAPTURE_STORAGE = '1.2.840.10008.5.1.4.1.1.7';

/**
 * A picture as secondary capture, 8-bit grey. Nothing is drawn into it: who the patient is stands in the header alone.
 * @param images that the picture was cut from
 */
export function secondaryCapture(
  about: DerivedObject,
  { width, height, values }: Raster<Uint8Array>,
  images: readonly ReferencedObject[],
): DicomObject {
  const dataset: Dataset = {
    ...derivedModules(about, SECONDARY_CAPTURE_STORAGE, 'OT'),
    ImageType: ['DERIVED', 'SECONDARY'],
    ConversionType: 'WSD',
    Laterality: '',
    PatientOrientation: '',
    SourceImageSequence: images.map(reference),
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: height,
    Columns: width,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    BurnedInAnnotation: 'NO',
  };
  return withPixels(about.name, dataset, values, 'OB');
}
