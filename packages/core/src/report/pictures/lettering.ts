import { fillRect } from '../../plots/fillRect';
import type { Rgb } from '../../plots/heatColour';
import { drawText, textHeight } from '../../plots/pixelText';
import { newRgbRaster, pasteRgb, type RgbRaster } from '../../raster';

export const BLACK: Rgb = [0, 0, 0];
export const WHITE: Rgb = [255, 255, 255];
/** Pixels a dot of a letter: capitals of 21 pixels, 1.8 mm in print, as high as those of letters of 7 points. */
export const LETTER = 3;
/** Pixels an inch in print, at least: what is smaller than a printer's dot only makes the file larger. Ours. */
export const PRINTED_PPI = 300;
/** Height of a line of text, and the rest around it, in pixels. */
export const LINE = textHeight(LETTER) + 9;
export const REST = 8;

/** White letters with a black rim: readable on every grey. */
export function drawRimmedText(
  image: RgbRaster,
  line: string,
  at: { x: number; y: number },
  scale: number,
): void {
  for (let y = -2; y <= 2; y++)
    for (let x = -2; x <= 2; x++) drawText(image, line, { x: at.x + x, y: at.y + y }, scale, BLACK);
  drawText(image, line, at, scale, WHITE);
}

/** The picture in the upper left corner of a larger white one. */
export function enlarged(picture: RgbRaster, width: number, height: number): RgbRaster {
  const larger = newRgbRaster(width, height);
  pasteRgb(larger, { x: 0, y: 0, width, height }, picture, {
    x: 0,
    y: 0,
    width: picture.width,
    height: picture.height,
  });
  return larger;
}

/** Lines of white letters on black over the whole width, from `top`. */
export function drawBand(image: RgbRaster, lines: readonly string[], top: number): void {
  fillRect(image, { x: 0, y: top, width: image.width, height: bandHeight(lines) }, BLACK);
  lines.forEach((line, index) =>
    drawText(image, line, { x: REST, y: top + REST + index * LINE }, LETTER, WHITE),
  );
}

export const bandHeight = (lines: readonly string[]): number =>
  lines.length === 0 ? 0 : lines.length * LINE + REST;
