import type { Raster } from '@timescope/core/raster';
import sharp from 'sharp';

/** 8-bit grey or RGB as PNG bytes with the pixels and nothing else: no text, no time, no profile. */
export function pngOf({ width, height, values }: Raster<Uint8Array>): Promise<Uint8Array> {
  const channels = values.length === width * height ? 1 : 3;
  const image = sharp(values, { raw: { width, height, channels } });
  return (channels === 1 ? image.toColourspace('b-w') : image).png({ compressionLevel: 6 }).toBuffer();
}
