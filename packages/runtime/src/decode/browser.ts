import { TimescopeError } from '@timescope/core/errors';
import type { DecodeFrame } from '@timescope/core/pixelSource';
import type { RgbRaster } from '@timescope/core/raster';
import { tileUnreadable } from './announcedSize';
import { frameDecoder } from './frameDecoder';

/** The browser's body of DecodeFrame; the same pixels as in node for the same bytes. */
export const decodeFrame: DecodeFrame = frameDecoder(async bytes => {
  const bitmap = await bitmapOf(bytes);
  try {
    return rgbOf(bitmap);
  } finally {
    bitmap.close();
  }
});

/** No profile, no premultiplication, no rotation: the stored numbers and nothing else. */
async function bitmapOf(bytes: Uint8Array): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: 'image/jpeg' }), {
      colorSpaceConversion: 'none',
      premultiplyAlpha: 'none',
      imageOrientation: 'none',
    });
  } catch (cause) {
    throw tileUnreadable('JPEG', 'the browser cannot decode it', cause);
  }
}

function rgbOf(bitmap: ImageBitmap): RgbRaster {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context)
    throw new TimescopeError('NOT_AN_IMAGE', 'The browser gives no canvas to decode tiles with.', {
      kind: 'retryable',
      nextStep: 'Close other tabs and measure again.',
    });
  context.drawImage(bitmap, 0, 0);
  const rgba = context.getImageData(0, 0, width, height).data;
  const values = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    values.set(rgba.subarray(from, from + 3), to);
  }
  return { width, height, values };
}
