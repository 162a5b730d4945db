import { JPEG_BASELINE } from '@timescope/core/dicom/read/transferSyntaxes';
import type { RgbRaster } from '@timescope/core/raster';
import { decodeFrame } from '@timescope/runtime/decode/node';
import { encodeJpeg } from '@timescope/runtime/encode/jpeg';
import type { Field } from './field';

/** The field's image as its file gives it back: through JPEG of the field's quality, or untouched. */
export async function compressed({ rgb, spec }: Field): Promise<RgbRaster> {
  return spec.jpegQuality === undefined ? rgb : throughJpeg(rgb, spec.jpegQuality);
}

/** What is left of an image after JPEG. @param quality 1 to 100 */
export async function throughJpeg(rgb: RgbRaster, quality: number): Promise<RgbRaster> {
  return decodeFrame({
    bytes: await encodeJpeg(rgb, quality),
    transferSyntax: JPEG_BASELINE,
    width: rgb.width,
    height: rgb.height,
    samplesPerPixel: 3,
    photometricInterpretation: 'YBR_FULL_422',
    planarConfiguration: 0,
  });
}
