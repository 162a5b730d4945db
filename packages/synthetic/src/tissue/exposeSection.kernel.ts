import { newRgbRaster, type PixelRect, type RgbRaster } from '@timescope/core/raster';
import { gaussian } from '../gaussian';
import { TEXTURE, type Texture } from '../slide/textures';
import { DENSITY_STEPS, transmission } from '../transmission';
import type { Fold, SectionLook } from './sectionLook';
import type { StainPlanes } from './stainPlanes';

/** Pixels by which planes must exceed the image on each side, so that blur does not show where tiles meet. */
export const blurMargin = ({ blurUm }: SectionLook, mpp: number): number =>
  Math.max(NEAR, Math.ceil((3 * blurUm) / mpp));

/** Neighbours on each side that every blur looks at, with weight 0 where it is weaker. */
const NEAR = 3;

/**
 * Light through the dyes (Beer and Lambert), the optics' blur, the camera's noise, 8 bits.
 * @param inner the image; `planes` reach `blurMargin` beyond it
 */
export function exposeSection(
  planes: StainPlanes,
  inner: PixelRect,
  look: SectionLook,
  camera: Texture,
): RgbRaster {
  for (const fold of look.folds) lieDouble(planes, fold);
  const ink = look.ink.map(line => ({ line, plane: covered(planes, line) }));
  const rgb = newRgbRaster(inner.width, inner.height, 0);
  const weights = gaussian(look.blurUm / planes.mpp);
  const { light, across } = buffersFor(planes.width * planes.height);
  for (const channel of [0, 1, 2] as const) {
    transmit(planes, look, channel, light);
    for (const { line, plane } of ink) absorb(light, plane, line.colour[channel]);
    blurAlong(light, planes.width * planes.height, 1, weights, across);
    blurAlong(across, planes.width * planes.height, planes.width, weights, light);
    develop(light, planes, inner, look, channel, camera, rgb.values);
  }
  return rgb;
}

/** Bare glass: nothing but light and the camera's noise. */
export function exposeGlass(inner: PixelRect, look: SectionLook, camera: Texture): RgbRaster {
  const rgb = newRgbRaster(inner.width, inner.height, 0);
  const { light } = buffersFor(inner.width * inner.height);
  light.fill(1);
  for (const channel of [0, 1, 2] as const) develop(light, inner, inner, look, channel, camera, rgb.values);
  return rgb;
}

/** Two planes of light, kept from tile to tile: new ones keep the collector busy. */
let buffers = { light: new Float32Array(0), across: new Float32Array(0) };

function buffersFor(size: number): typeof buffers {
  if (buffers.light.length < size)
    buffers = { light: new Float32Array(size), across: new Float32Array(size) };
  return buffers;
}

/** Weighted means of neighbours `step` apart; values whose neighbours lie outside are left as they are. */
function blurAlong(
  source: Float32Array,
  size: number,
  step: number,
  weights: Float64Array,
  result: Float32Array,
): void {
  const radius = (weights.length - 1) / 2;
  const [w0, w1 = 0, w2 = 0, w3 = 0] = weights.subarray(radius);
  const [two, three] = [2 * step, 3 * step];
  const reach = Math.max(NEAR, radius) * step;
  for (let i = reach; i < size - reach; i++) {
    let sum = w0! * source[i]! + w1 * (source[i - step]! + source[i + step]!);
    sum += w2 * (source[i - two]! + source[i + two]!) + w3 * (source[i - three]! + source[i + three]!);
    // Only a strong blur or a fine pixel reaches further.
    for (let k = NEAR + 1; k <= radius; k++)
      sum += weights[radius + k]! * (source[i - k * step]! + source[i + k * step]!);
    result[i] = sum;
  }
}

type Channel = 0 | 1 | 2;

function transmit(planes: StainPlanes, look: SectionLook, channel: Channel, light: Float32Array): void {
  const { haematoxylin, protein, dab } = planes;
  const h = look.haematoxylin[channel] * DENSITY_STEPS;
  const e = look.protein[channel] * DENSITY_STEPS;
  const d = look.dab[channel] * DENSITY_STEPS;
  const most = transmission.length - 1;
  for (let i = 0; i < haematoxylin.length; i++)
    light[i] = transmission[Math.min(most, haematoxylin[i]! * h + protein[i]! * e + dab[i]! * d) | 0]!;
}

/** Tissue lies twofold, and its dyes with it. */
function lieDouble(planes: StainPlanes, fold: Fold): void {
  const share = covered(planes, fold);
  for (const plane of [planes.haematoxylin, planes.protein, planes.dab])
    for (let i = 0; i < plane.length; i++) plane[i]! *= 1 + 1.1 * share[i]!;
}

/** 1 on a line, 0 beside it, soft over a fifth of its width. */
function covered({ x, y, width, height, mpp }: StainPlanes, line: Fold): Float32Array {
  const share = new Float32Array(width * height);
  const soft = Math.max(1, 0.2 * line.halfWidth);
  for (let row = 0, i = 0; row < height; row++)
    for (let column = 0; column < width; column++, i++) {
      const dx = (x + column + 0.5) * mpp - line.x;
      const dy = (y + row + 0.5) * mpp - line.y;
      const along = Math.abs(dx * line.alongX + dy * line.alongY) - line.halfLength;
      const aside = Math.abs(dy * line.alongX - dx * line.alongY) - line.halfWidth;
      const inside = -Math.max(along, aside) / soft;
      share[i] = inside <= 0 ? 0 : inside >= 1 ? 1 : inside;
    }
  return share;
}

function absorb(light: Float32Array, plane: Float32Array, density: number): void {
  for (let i = 0; i < plane.length; i++)
    light[i]! *= transmission[(density * DENSITY_STEPS * plane[i]!) | 0]!;
}

function develop(
  light: Float32Array,
  outer: PixelRect,
  inner: PixelRect,
  look: SectionLook,
  channel: Channel,
  camera: Texture,
  values: Uint8Array,
): void {
  const wrap = TEXTURE - 1;
  const white = look.white[channel];
  for (let y = 0, i = 0; y < inner.height; y++) {
    const from = (inner.y + y - outer.y) * outer.width + inner.x - outer.x;
    const noiseRow = (((inner.y + y) * 3 + channel * 341) & wrap) * TEXTURE;
    // Rows of the slide that show the same line of noise show it from elsewhere.
    const shift = ((inner.y + y) >> 8) * 89 + channel * 113;
    for (let x = 0; x < inner.width; x++, i++) {
      const grain = look.noise * camera[noiseRow + ((inner.x + x + shift) & wrap)]!;
      const grey = white * light[from + x]! + grain;
      values[3 * i + channel] = grey < 0 ? 0 : grey > 255 ? 255 : (grey + 0.5) | 0;
    }
  }
}
