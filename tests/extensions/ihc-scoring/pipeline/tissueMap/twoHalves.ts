import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';

export const GLASS = [240, 240, 242] as const;
/** Left half of the tissue. */
export const TUMOUR_RGB = [120, 100, 170] as const;
/** Right half. */
export const STROMA_RGB = [190, 160, 205] as const;

/** Glass with a block of tissue in two colours; pixels of 0.5 um. Cells of the map are 74.5 px wide. */
export const SIZE = { width: 1490, height: 1192 };
export const TISSUE = { left: 298, right: 1192, upper: 298, lower: 894, middle: 745 };

export function twoHalves(): RgbRaster {
  const slide = newRgbRaster(SIZE.width, SIZE.height);
  for (let y = 0; y < SIZE.height; y++)
    for (let x = 0; x < SIZE.width; x++) {
      const isTissue = x >= TISSUE.left && x < TISSUE.right && y >= TISSUE.upper && y < TISSUE.lower;
      slide.values.set(
        isTissue ? (x < TISSUE.middle ? TUMOUR_RGB : STROMA_RGB) : GLASS,
        3 * (y * SIZE.width + x),
      );
    }
  return slide;
}

/** A rectangle as a ring. */
export const box = (left: number, upper: number, right: number, lower: number) =>
  [
    [left, upper],
    [right, upper],
    [right, lower],
    [left, lower],
  ].map(([x = 0, y = 0]) => ({ frame: 'matrix' as const, x, y }));
