import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { slideSize } from './slideSize';
import { DENSITY_STEPS as STEPS, transmission } from '../transmission';
import type { StainedTile } from './stainedTile';
import { TEXTURE, type Textures } from './textures';

/** Light source, dyes and camera of one slide. */
export interface Optics {
  /** Grey values of bare glass. */
  readonly white: readonly [number, number, number];
  /** Unit vectors of optical density in red, green, blue. */
  readonly haematoxylin: readonly [number, number, number];
  readonly dab: readonly [number, number, number];
  /** Standard deviation of the camera's noise, grey values. */
  readonly noise: number;
}

/** Unit vectors of optical density in red, green, blue (Ruifrok & Johnston 2001, as QuPath stores them). */
export const RUIFROK = {
  haematoxylin: [0.65111, 0.70119, 0.29049],
  dab: [0.26917, 0.56824, 0.77759],
} as const;

/** Beer and Lambert, uneven light, noise, 8 bits. */
export function photograph(tile: StainedTile, optics: Optics, texture: Textures): RgbRaster {
  const rgb = newRgbRaster(tile.width, tile.height, 0);
  const columns = Float32Array.from({ length: tile.width }, (_, x) => lightOfColumn(tile.left + x));
  for (const channel of [0, 1, 2] as const) exposeChannel(rgb, channel, tile, optics, texture, columns);
  return rgb;
}

function exposeChannel(
  rgb: RgbRaster,
  channel: 0 | 1 | 2,
  tile: StainedTile,
  optics: Optics,
  texture: Textures,
  columns: Float32Array,
): void {
  const h = optics.haematoxylin[channel] * STEPS;
  const d = optics.dab[channel] * STEPS;
  const { haematoxylin, dab } = tile;
  const { values } = rgb;
  const white = optics.white[channel];
  const { camera } = texture;
  // The camera's noise is another cut of its texture in each colour and tile.
  const shift = channel * 341 + ((tile.left * 7 + tile.top * 13) >> 4);
  for (let y = 0, index = 0; y < tile.height; y++) {
    const light = white * lightOfRow(tile.top + y);
    const row = (((y * 3 + shift) & (TEXTURE - 1)) * TEXTURE) | 0;
    for (let x = 0; x < tile.width; x++, index++) {
      const density = Math.min(4 * STEPS - 1, haematoxylin[index]! * h + dab[index]! * d);
      const noise = optics.noise * camera[row + ((x + shift) & (TEXTURE - 1))]!;
      const grey = light * columns[x]! * transmission[density | 0]! + noise;
      values[3 * index + channel] = grey < 0 ? 0 : grey > 255 ? 255 : (grey + 0.5) | 0;
    }
  }
}

/** The scanner stitches stripes; each is a little darker at its sides. */
const STRIPE = 2048;

function lightOfColumn(x: number): number {
  const across = (x % STRIPE) / STRIPE - 0.5;
  return 1 - 0.05 * across * across;
}

const lightOfRow = (y: number): number => 1 - 0.012 * (y / slideSize.height);
