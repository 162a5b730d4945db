import type { Raster } from '@timescope/core/raster';
import sharp from 'sharp';

/** Grey, RGB or RGBA of 8 bits, or grey of 16, as PNG bytes with the pixels and nothing else: no text, no time, no profile. */
export function pngOf({ width, height, values }: Raster<Uint8Array | Uint16Array>): Promise<Uint8Array> {
  const channels = values.length === width * height ? 1 : values.length === 3 * width * height ? 3 : 4;
  const image = sharp(values, { raw: { width, height, channels } });
  const grey = values instanceof Uint16Array ? 'grey16' : 'b-w';
  return (channels === 1 ? image.toColourspace(grey) : image).png({ compressionLevel: 6 }).toBuffer();
}
