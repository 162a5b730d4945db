import { intersection, type PixelRect, type RgbRaster } from '../raster';
import type { Rgb } from './heatColour';

/** Fills the part of a rectangle that lies on the image. */
export function fillRect(image: RgbRaster, rect: PixelRect, colour: Rgb): void {
  const part = intersection(rect, { x: 0, y: 0, width: image.width, height: image.height });
  if (!part) return;
  for (let y = part.y; y < part.y + part.height; y++)
    for (let x = part.x; x < part.x + part.width; x++) image.values.set(colour, 3 * (y * image.width + x));
}
