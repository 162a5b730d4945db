import { TimescopeError } from '@timescope/core/errors';
import { nativeFrameBytes, type EncodedFrame } from '@timescope/core/pixelSource';
import type { RgbRaster } from '@timescope/core/raster';
import { rgbOfSamples, rgbOfYbr, ybrOf422 } from './samples.kernel';

/** An uncompressed 8-bit frame, grey, RGB or YBR, interleaved or a plane a colour, as an RGB raster. */
export function uncompressedRgb(frame: EncodedFrame): RgbRaster {
  const { width, height, bytes, samplesPerPixel, photometricInterpretation } = frame;
  const expected = nativeFrameBytes(frame);
  if (bytes.length < expected)
    throw new TimescopeError(
      'TRUNCATED',
      `A tile of ${width} x ${height} pixels holds ${bytes.length} of ${expected} bytes.`,
      { nextStep: 'Fetch the slide again from where it came.' },
    );
  if (photometricInterpretation === 'YBR_FULL_422') return rgbOfYbr(ybrOf422(width, height, bytes));
  const order = frame.planarConfiguration === 1 ? 'plane' : 'pixel';
  return rgbOfSamples({ width, height, samplesPerPixel, order, values: bytes }, photometricInterpretation);
}
