import type { RgbRaster } from '../raster';
import { fillRect } from './fillRect';
import type { Rgb } from './heatColour';

/** The longest of 1, 2, 5, 10, 20 ... micrometres that is at most `most`. */
export function barLength(most: number): number {
  let length = 1;
  for (let power = 1; power <= 1e5; power *= 10)
    for (const step of [1, 2, 5]) if (step * power <= most) length = step * power;
  return length;
}

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/** A ruler of black and white parts in a black frame, which lies within its length. */
export function drawRuler(
  image: RgbRaster,
  at: { readonly x: number; readonly y: number; readonly height: number },
  { pixels, parts }: { readonly pixels: number; readonly parts: number },
): void {
  const end = (part: number) => Math.round((pixels * part) / parts);
  fillRect(image, { ...at, width: end(parts) }, BLACK);
  for (let part = 1; part < parts; part += 2) {
    const width = end(part + 1) - end(part) - (part + 1 === parts ? 1 : 0);
    fillRect(image, { x: at.x + end(part), y: at.y + 1, width, height: at.height - 2 }, WHITE);
  }
}
