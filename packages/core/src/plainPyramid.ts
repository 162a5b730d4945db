import type { PixelSource, PyramidLevel } from './pixelSource';
import { newRgbRaster, pasteRgb, type RgbRaster } from './raster';
import { micrometresPerPixel, type MicrometresPerPixel } from './units';

/** Edge of a tile in pixels. Ours. */
export const PLAIN_TILE = 256;
/** A pyramid ends at the first level whose longer side is at most this. Ours. */
export const PLAIN_TOP_LEVEL = 1024;

/**
 * Half the size: each pixel is the rounded mean of 2 x 2. At an odd edge the last row or column stands twice, so the
 * new pixel spacing is exactly double.
 */
export function halve(rgb: RgbRaster): RgbRaster {
  const { width, height, values: v } = rgb;
  const half = newRgbRaster((width + 1) >> 1, (height + 1) >> 1, 0);
  for (let y = 0, to = 0; y < half.height; y++) {
    const upper = 2 * y * width;
    const lower = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < half.width; x++) {
      const left = 2 * x;
      const right = Math.min(left + 1, width - 1);
      for (let channel = 0; channel < 3; channel++, to++) {
        const at = (pixel: number) => v[3 * pixel + channel] ?? 0;
        const sum = at(upper + left) + at(upper + right) + at(lower + left) + at(lower + right);
        half.values[to] = (sum + 2) >> 2;
      }
    }
  }
  return half;
}

/** The image and its halves, from the finest, down to the first that fits PLAIN_TOP_LEVEL. */
export function pyramidOf(rgb: RgbRaster): RgbRaster[] {
  const levels = [rgb];
  for (let last = rgb; Math.max(last.width, last.height) > PLAIN_TOP_LEVEL; levels.push(last)) {
    last = halve(last);
  }
  return levels;
}

/**
 * A plain image as a slide. A dicomized copy of the image holds the same levels with the same spacing, so both give the
 * same score.
 * @param mpp Micrometres per pixel of the image, along both axes.
 */
export function plainImageSource(rgb: RgbRaster, mpp: MicrometresPerPixel): PixelSource {
  const images = pyramidOf(rgb);
  return {
    levels: images.map((image, level) => levelOf(image, storedSpacing(mpp, level))),
    readTile: (level, column, row, signal) => {
      signal?.throwIfAborted();
      const image = images[level];
      return Promise.resolve(image && tileOf(image, column, row));
    },
  };
}

/**
 * Spacing of a level after a round trip through DICOM's decimal string in millimetres (16 characters): a slide read
 * back from a file has these very bits. `decimalMillimetres` is what to write.
 */
export function storedSpacing(mpp: number, level: number): MicrometresPerPixel {
  return micrometresPerPixel(Number(decimalMillimetres(mpp, level)) * 1000);
}

/** PixelSpacing of a level as DICOM decimal string: millimetres with ten digits after the point. */
export function decimalMillimetres(mpp: number, level: number): string {
  return ((mpp * 2 ** level) / 1000).toFixed(10).replace(/\.?0+$/, '');
}

function levelOf(image: RgbRaster, mpp: MicrometresPerPixel): PyramidLevel {
  const { width, height } = image;
  return { width, height, tileWidth: PLAIN_TILE, tileHeight: PLAIN_TILE, mpp: { x: mpp, y: mpp } };
}

/** Tiles at the right and lower edge are filled up with white, as in a DICOM slide. */
function tileOf(image: RgbRaster, column: number, row: number): RgbRaster | undefined {
  const at = { x: column * PLAIN_TILE, y: row * PLAIN_TILE, width: PLAIN_TILE, height: PLAIN_TILE };
  if (column < 0 || row < 0 || at.x >= image.width || at.y >= image.height) return undefined;
  const tile = newRgbRaster(PLAIN_TILE, PLAIN_TILE);
  pasteRgb(tile, at, image, { x: 0, y: 0, width: image.width, height: image.height });
  return tile;
}
