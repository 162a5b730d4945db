import { newRgbRaster, type PixelRect, type RgbRaster } from '@timescope/core/raster';
import { blurred, gaussian } from '../blur.kernel';
import { TEXTURE, type Texture } from '../slide/textures';
import { DENSITY_STEPS, transmission } from '../transmission';
import type { Fold, SectionLook } from './sectionLook';
import type { StainPlanes } from './stainPlanes';

/** Pixels by which planes must exceed the image on each side, so that blur does not show where tiles meet. */
export const blurMargin = ({ blurUm }: SectionLook, mpp: number): number => Math.ceil((3 * blurUm) / mpp);

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
  const { width, height } = planes;
  const light = new Float32Array(width * height);
  const turned = new Float32Array(width * height);
  for (const channel of [0, 1, 2] as const) {
    transmit(planes, look, channel, light);
    for (const { line, plane } of ink) absorb(light, plane, line.colour[channel]);
    blurred(blurred(light, width, height, weights, turned), height, width, weights, light);
    develop(light, planes, inner, look, channel, camera, rgb.values);
  }
  return rgb;
}

type Channel = 0 | 1 | 2;

function transmit(planes: StainPlanes, look: SectionLook, channel: Channel, light: Float32Array): void {
  const { haematoxylin, protein, dab } = planes;
  const h = look.haematoxylin[channel] * DENSITY_STEPS;
  const e = look.protein[channel] * DENSITY_STEPS;
  const d = look.dab[channel] * DENSITY_STEPS;
  const most = transmission.length - 1;
  for (let i = 0; i < light.length; i++)
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
  for (let i = 0; i < light.length; i++)
    light[i]! *= transmission[(density * DENSITY_STEPS * plane[i]!) | 0]!;
}

function develop(
  light: Float32Array,
  planes: StainPlanes,
  inner: PixelRect,
  look: SectionLook,
  channel: Channel,
  camera: Texture,
  values: Uint8Array,
): void {
  const wrap = TEXTURE - 1;
  const white = look.white[channel];
  for (let y = 0, i = 0; y < inner.height; y++) {
    const from = (inner.y + y - planes.y) * planes.width + inner.x - planes.x;
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
