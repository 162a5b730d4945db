import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { gaussian } from '../gaussian';
import { SLIDE_MPP } from '../slide/slideSize';
import type { StainedTile } from '../slide/stainedTile';
import { TEXTURE, type Texture } from '../slide/textures';
import { DENSITY_STEPS as STEPS, transmission } from '../transmission';
import type { FieldOptics } from './fieldOptics';
import type { FieldSpec } from './fieldSpec';

/**
 * Light through the stains, gathered on pixels of the field's size, blurred, noisy, in 8 bits.
 * @param tile square, 0.25 um/px
 */
export function exposeField(
  tile: StainedTile,
  spec: FieldSpec,
  optics: FieldOptics,
  camera: Texture,
): RgbRaster {
  const edge = Math.floor(spec.sizeUm / spec.mpp);
  const rgb = newRgbRaster(edge, edge, 0);
  const taps = resampling(tile.width, edge, spec.mpp / SLIDE_MPP);
  const gauss = gaussian(spec.blurUm / spec.mpp);
  const light = new Float32Array(tile.width * tile.width);
  for (const channel of [0, 1, 2] as const) {
    transmit(tile, optics.haematoxylin[channel], optics.dab[channel], light);
    const across = transposedAcross(light, tile.width, tile.width, edge, taps);
    const pixels = transposedAcross(across, tile.width, edge, edge, taps);
    const smooth = blurred(blurred(pixels, edge, gauss), edge, gauss);
    develop(smooth, edge, spec, camera, channel, rgb.values);
  }
  return rgb;
}

function transmit(tile: StainedTile, haematoxylin: number, dab: number, light: Float32Array): void {
  const [h, d] = [haematoxylin * STEPS, dab * STEPS];
  for (let i = 0; i < light.length; i++)
    light[i] = transmission[Math.min(4 * STEPS - 1, tile.haematoxylin[i]! * h + tile.dab[i]! * d) | 0]!;
}

/** Which source pixels, with what weight, make each pixel of a line. */
interface Taps {
  readonly first: Int32Array;
  readonly count: number;
  readonly weights: Float32Array;
}

/** Means over the covered area where pixels get larger, linear between the centres where they get smaller. */
function resampling(from: number, to: number, step: number): Taps {
  const count = Math.ceil(step) + 1;
  const first = new Int32Array(to);
  const weights = new Float32Array(to * count);
  for (let i = 0; i < to; i++) {
    const width = Math.max(1, step);
    const start = (i + 0.5) * step - width / 2;
    const begin = Math.max(0, Math.min(from - count, Math.floor(start)));
    first[i] = begin;
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const covered = Math.min(begin + k + 1, start + width) - Math.max(begin + k, start);
      weights[i * count + k] = Math.max(0, covered);
      sum += Math.max(0, covered);
    }
    for (let k = 0; k < count; k++) weights[i * count + k]! /= sum;
  }
  return { first, count, weights };
}

/** Resamples each row and turns the raster over its diagonal: two calls resample both ways and turn it back. */
function transposedAcross(
  source: Float32Array,
  width: number,
  height: number,
  to: number,
  { first, count, weights }: Taps,
): Float32Array {
  const result = new Float32Array(to * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < to; x++) {
      let sum = 0;
      const at = y * width + first[x]!;
      for (let k = 0; k < count; k++) sum += source[at + k]! * weights[x * count + k]!;
      result[x * height + y] = sum;
    }
  return result;
}

/** Rows blurred, raster turned over its diagonal; the border's value goes on outside. */
function blurred(source: Float32Array, edge: number, weights: Float64Array): Float32Array {
  const radius = (weights.length - 1) / 2;
  const result = new Float32Array(source.length);
  for (let y = 0; y < edge; y++)
    for (let x = 0; x < edge; x++) {
      let sum = 0;
      const row = y * edge;
      if (x >= radius && x < edge - radius)
        for (let k = 0; k < weights.length; k++) sum += source[row + x - radius + k]! * weights[k]!;
      else
        for (let k = 0; k < weights.length; k++)
          sum += source[row + Math.max(0, Math.min(edge - 1, x - radius + k))]! * weights[k]!;
      result[x * edge + y] = sum;
    }
  return result;
}

function develop(
  light: Float32Array,
  edge: number,
  { white, vignette, noise, seed }: FieldSpec,
  camera: Texture,
  channel: 0 | 1 | 2,
  values: Uint8Array,
): void {
  const wrap = TEXTURE - 1;
  const shift = (channel * 341 + seed * 97) & wrap;
  for (let y = 0, i = 0; y < edge; y++) {
    const dy = (2 * y) / edge - 1;
    const row = ((y * 3 + shift) & wrap) * TEXTURE;
    for (let x = 0; x < edge; x++, i++) {
      const dx = (2 * x) / edge - 1;
      const bright = white[channel] * (1 - 0.5 * vignette * (dx * dx + dy * dy));
      const grain = noise * camera[row + ((x + shift + (y >> 8) * 89) & wrap)]!;
      const grey = bright * light[i]! + grain;
      values[3 * i + channel] = grey < 0 ? 0 : grey > 255 ? 255 : (grey + 0.5) | 0;
    }
  }
}
