import type { PixelRect, RgbRaster } from '@timescope/core/raster';
import type { Rgb } from '@timescope/core/result/scoreResult';

/** What each byte of each channel means to a network: the share of the light that was absorbed, 0 (glass) to 1. */
export type LightTables = readonly [Float32Array, Float32Array, Float32Array];

export const lightTables = ([red, green, blue]: Rgb): LightTables => [
  lightTable(red),
  lightTable(green),
  lightTable(blue),
];

const lightTable = (white: number): Float32Array =>
  Float32Array.from({ length: 256 }, (_, value) => Math.max(0, 1 - value / Math.max(1, white)));

/**
 * [3, edge, edge] of the patch at `corner`; 0 beyond `at`.
 * @param at Where `rgb` lies.
 */
export function absorbedLight(
  rgb: RgbRaster,
  at: PixelRect,
  corner: { readonly x: number; readonly y: number },
  edge: number,
  tables: LightTables,
): Float32Array {
  const values = new Float32Array(3 * edge * edge);
  const left = Math.max(0, at.x - corner.x);
  const right = Math.min(edge, at.x + at.width - corner.x);
  const upper = Math.max(0, at.y - corner.y);
  const lower = Math.min(edge, at.y + at.height - corner.y);
  for (let y = upper; y < lower; y++) {
    let from = 3 * ((corner.y + y - at.y) * at.width + corner.x + left - at.x);
    for (let i = y * edge + left; i < y * edge + right; i++, from += 3) {
      for (let channel = 0; channel < 3; channel++)
        values[channel * edge * edge + i] = tables[channel]![rgb.values[from + channel]!]!;
    }
  }
  return values;
}

/** The part of a patch that lies at `part` of the working grid, copied into the tile at `at`. */
export interface PatchPart {
  readonly corner: { readonly x: number; readonly y: number };
  readonly edge: number;
  readonly part: PixelRect;
  readonly at: PixelRect;
}

/** Whole 255ths of values from 0 to 1. */
export function bytesOf(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) bytes[i] = Math.round(255 * values[i]!);
  return bytes;
}

/** @param to A byte a pixel of the tile. */
export function copyPart(values: Uint8Array, { corner, edge, part, at }: PatchPart, to: Uint8Array): void {
  for (let y = part.y; y < part.y + part.height; y++) {
    let source = (y - corner.y) * edge + part.x - corner.x;
    let target = (y - at.y) * at.width + part.x - at.x;
    for (let x = 0; x < part.width; x++) to[target++] = values[source++]!;
  }
}
