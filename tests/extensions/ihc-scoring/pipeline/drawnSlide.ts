import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';

export type Colour = readonly [number, number, number];

export const GLASS: Colour = [240, 240, 242];
/** Optical densities against GLASS in the direction of haematoxylin and of DAB. */
export const BLUE: Colour = [120, 114, 180];
export const BROWN: Colour = [140, 100, 70];

export interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: Colour;
}

/** Discs on glass, in pixels; a pixel is coloured when its centre lies in the disc. */
export function drawnSlide(width: number, height: number, discs: readonly Disc[]): RgbRaster {
  const slide = newRgbRaster(width, height);
  for (let pixel = 0; pixel < width * height; pixel++) slide.values.set(GLASS, 3 * pixel);
  for (const disc of discs) drawDisc(slide, disc);
  return slide;
}

/** Discs of nuclear size at pseudo-random places, many of them touching; the same for the same seed. */
export function randomDiscs(width: number, height: number, count: number, seed: number): Disc[] {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => ({
    x: next() * width,
    y: next() * height,
    radius: 5 + next() * 6,
    colour: next() < 0.3 ? BROWN : BLUE,
  }));
}

function drawDisc(slide: RgbRaster, { x, y, radius, colour }: Disc): void {
  for (let row = Math.max(0, Math.floor(y - radius)); row < Math.min(slide.height, y + radius + 1); row++) {
    for (
      let column = Math.max(0, Math.floor(x - radius));
      column < Math.min(slide.width, x + radius + 1);
      column++
    ) {
      const dx = column + 0.5 - x;
      const dy = row + 0.5 - y;
      if (dx * dx + dy * dy <= radius * radius) slide.values.set(colour, 3 * (row * slide.width + column));
    }
  }
}
