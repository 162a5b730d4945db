import { TimescopeError } from '@timescope/core/errors';
import type { EncodedFrame } from '@timescope/core/pixelSource';
import type { RgbRaster } from '@timescope/core/raster';

/** An uncompressed 8-bit RGB frame, interleaved or a plane a colour, as an RGB raster. */
export function uncompressedRgb(frame: EncodedFrame): RgbRaster {
  const { width, height, bytes, samplesPerPixel, photometricInterpretation } = frame;
  const pixels = width * height;
  if (samplesPerPixel !== 3 || photometricInterpretation !== 'RGB')
    throw new TimescopeError(
      'UNSUPPORTED_TRANSFER_SYNTAX',
      `Uncompressed ${photometricInterpretation} pixels with ${samplesPerPixel} samples cannot be read; expected RGB.`,
      { nextStep: 'Convert the slide to RGB.' },
    );
  if (bytes.length < 3 * pixels)
    throw new TimescopeError(
      'TRUNCATED',
      `A tile of ${width} x ${height} pixels holds ${bytes.length} of ${3 * pixels} bytes.`,
      { nextStep: 'Fetch the slide again from where it came.' },
    );
  if (frame.planarConfiguration === 0) return { width, height, values: bytes.slice(0, 3 * pixels) };
  const values = new Uint8Array(3 * pixels);
  for (let plane = 0; plane < 3; plane++) {
    bytes.subarray(plane * pixels, (plane + 1) * pixels).forEach((value, pixel) => {
      values[3 * pixel + plane] = value;
    });
  }
  return { width, height, values };
}
