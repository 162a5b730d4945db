import type { Raster } from '@timescope/core/raster';
import sharp from 'sharp';

/** 8-bit grey or RGB as a PNG without any text or profile in it (node). */
export async function encodePng(raster: Raster<Uint8Array>): Promise<Uint8Array> {
  const { width, height, values } = raster;
  const channels = values.length === width * height ? 1 : 3;
  const image = sharp(values, { raw: { width, height, channels } });
  return (channels === 1 ? image.toColourspace('b-w') : image).png().toBuffer();
}
