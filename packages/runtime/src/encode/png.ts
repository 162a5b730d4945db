import type { RgbRaster } from '@timescope/core/raster';
import sharp from 'sharp';

/** PNG bytes with the pixels and nothing else: no text, no time, no profile. */
export function pngOf(rgb: RgbRaster): Promise<Uint8Array> {
  const { width, height, values } = rgb;
  return sharp(values, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
}
