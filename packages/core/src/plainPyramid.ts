import { halve } from './halve.kernel';
import { CELL_MPP, type PixelSource, type PyramidLevel } from './pixelSource';
import { newRgbRaster, pasteRgb, type RgbRaster } from './raster';
import { micrometresPerPixel, type MicrometresPerPixel } from './units';
import { NEAR } from './workingLevel';

export { halve } from './halve.kernel';

/** Edge of a tile in pixels. Ours. */
export const PLAIN_TILE = 256;
/** A pyramid ends at the first level whose longer side is at most this. Ours. */
export const PLAIN_TOP_LEVEL = 1024;

/**
 * The image and its halves, from the finest, down to the first that fits PLAIN_TOP_LEVEL and is near the pixel size at
 * which cells are measured: a small photograph of 0.1 um/px is halved as a large one is.
 * @param mpp Micrometres per pixel of the image; left out, its size alone decides.
 */
export function pyramidOf(rgb: RgbRaster, mpp: number = CELL_MPP): RgbRaster[] {
  const levels = [rgb];
  const isEnough = (last: RgbRaster) =>
    Math.max(last.width, last.height) <= PLAIN_TOP_LEVEL && mpp * 2 ** (levels.length - 1) >= NEAR.from;
  for (let last = rgb; !isEnough(last); levels.push(last)) last = halve(last);
  return levels;
}

/**
 * A plain image as a slide. A dicomized copy of the image holds the same levels with the same spacing, so both give the
 * same score.
 * @param mpp Micrometres per pixel of the image, along both axes.
 */
export function plainImageSource(rgb: RgbRaster, mpp: MicrometresPerPixel): PixelSource {
  const images = pyramidOf(rgb, mpp);
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
