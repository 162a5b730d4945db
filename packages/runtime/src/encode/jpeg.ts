import type { RgbRaster } from '@timescope/core/raster';
import sharp from 'sharp';

/** Baseline JPEG, YCbCr with chroma at half the width and height. @param quality 1 to 100 */
export async function encodeJpeg({ width, height, values }: RgbRaster, quality: number): Promise<Uint8Array> {
  return sharp(values, { raw: { width, height, channels: 3 } })
    .jpeg({ quality, chromaSubsampling: '4:2:0' })
    .toBuffer();
}
