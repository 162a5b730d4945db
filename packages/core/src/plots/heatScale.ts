import type { PixelRect, RgbRaster } from '../raster';
import { fillRect } from './fillRect';
import type { Rgb } from './heatColour';

/** An upright scale of a heat map's values: 1 at its upper edge, 0 at its lower one. */
export function drawHeatScale(image: RgbRaster, rect: PixelRect, colourOf: (value: number) => Rgb): void {
  for (let row = 0; row < rect.height; row++)
    fillRect(image, { ...rect, y: rect.y + row, height: 1 }, colourOf(1 - row / (rect.height - 1)));
}
