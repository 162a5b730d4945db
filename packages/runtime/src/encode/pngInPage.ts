import { TimescopeError } from '@timescope/core/errors';
import type { RgbRaster } from '@timescope/core/raster';

/** An image as a PNG, by the browser; in node `encode/png` does it. */
export async function pngBlob({ width, height, values }: RgbRaster): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  // Without transparency: the PNG has three bytes a pixel, as that of node.
  const context = canvas.getContext('2d', { alpha: false });
  if (!context)
    throw new TimescopeError('NOT_AN_IMAGE', 'The browser gives no canvas to draw pictures with.', {
      kind: 'retryable',
      nextStep: 'Close other tabs and try again.',
    });
  const pixels = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++)
    pixels.set(values.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel);
  context.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
