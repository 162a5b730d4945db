import type { PixelRect, RgbRaster } from '../raster';
import { fillRect } from './fillRect';
import type { Rgb } from './heatColour';

/** A scale of a heat map's values: upright with 1 at its upper edge, or, where it is wider than high, 1 at the right. */
export function drawHeatScale(image: RgbRaster, rect: PixelRect, colourOf: (value: number) => Rgb): void {
  const { x, y, width, height } = rect;
  if (width > height)
    for (let column = 0; column < width; column++)
      fillRect(image, { ...rect, x: x + column, width: 1 }, colourOf(column / (width - 1)));
  else
    for (let row = 0; row < height; row++)
      fillRect(image, { ...rect, y: y + row, height: 1 }, colourOf(1 - row / (height - 1)));
}
