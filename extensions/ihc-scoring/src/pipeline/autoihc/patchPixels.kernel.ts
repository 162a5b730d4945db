import type { PixelRect, RgbRaster } from '@timescope/core/raster';
import type { StainTables } from '../stain/stainTables';

/** Densities that networks see end here. Ours. */
const MOST = 2;

/**
 * One stain of the square at `corner`, optical density from 0 to 2, row by row; 0, as on glass, beyond the pixels.
 * @param at Where `rgb` lies.
 */
export function stainPlane(
  rgb: RgbRaster,
  at: PixelRect,
  corner: { readonly x: number; readonly y: number },
  edge: number,
  table: StainTables['haematoxylin'],
): Float32Array {
  const plane = new Float32Array(edge * edge);
  const left = Math.max(0, at.x - corner.x);
  const right = Math.min(edge, at.x + at.width - corner.x);
  const lower = Math.min(edge, at.y + at.height - corner.y);
  for (let y = Math.max(0, at.y - corner.y); y < lower; y++) {
    let from = 3 * ((corner.y + y - at.y) * at.width + corner.x + left - at.x);
    for (let i = y * edge + left; i < y * edge + right; i++, from += 3) {
      const amount =
        table[rgb.values[from]!]! + table[256 + rgb.values[from + 1]!]! + table[512 + rgb.values[from + 2]!]!;
      plane[i] = amount < 0 ? 0 : amount > MOST ? MOST : amount;
    }
  }
  return plane;
}

/** Of each pixel the class with the highest probability; of equal ones the first. @param values classes x edge x edge */
export function mostProbable(values: Float32Array, classes: number): Uint8Array {
  const pixels = values.length / classes;
  const best = new Uint8Array(pixels);
  for (let i = 0; i < pixels; i++)
    for (let each = 1; each < classes; each++)
      if (values[each * pixels + i]! > values[best[i]! * pixels + i]!) best[i] = each;
  return best;
}

/** Of the pixels' sums over the classes the one that is farthest from 1. @param values classes x edge x edge */
export function sumFarthestFromOne(values: Float32Array, classes: number): number {
  const pixels = values.length / classes;
  let [farthest, distance] = [pixels === 0 ? 0 : 1, 0];
  for (let i = 0; i < pixels; i++) {
    let sum = 0;
    for (let each = 0; each < classes; each++) sum += values[each * pixels + i]!;
    if (Math.abs(sum - 1) > distance) [farthest, distance] = [sum, Math.abs(sum - 1)];
  }
  return farthest;
}

/** 1 within `reach` pixels of a pixel whose value reaches the threshold. */
export function grown(values: Float32Array, edge: number, threshold: number, reach: number): Uint8Array {
  const away = new Int32Array(edge * edge).fill(reach + 1);
  for (let y = 0; y < edge; y++) {
    for (let x = 0, since = reach + 1; x < edge; x++) {
      since = values[y * edge + x]! >= threshold ? 0 : Math.min(reach + 1, since + 1);
      away[y * edge + x] = since;
    }
    for (let x = edge - 1, since = reach + 1; x >= 0; x--) {
      since = Math.min(since + 1, away[y * edge + x]!);
      away[y * edge + x] = since;
    }
  }
  const near = new Uint8Array(edge * edge);
  for (let y = 0; y < edge; y++)
    for (let x = 0; x < edge; x++)
      for (let up = Math.max(0, y - reach); up <= Math.min(edge - 1, y + reach); up++) {
        const across = away[up * edge + x]!;
        if (across * across + (up - y) * (up - y) > reach * reach) continue;
        near[y * edge + x] = 1;
        break;
      }
  return near;
}

/** The square with a margin around it in which it is seen as in a mirror that stands on its outer pixels. */
export function mirrored(values: Float32Array, edge: number, margin: number): Float32Array {
  const wide = edge + 2 * margin;
  const within = (at: number) => {
    const inside = Math.abs(at - margin);
    return inside < edge ? inside : 2 * (edge - 1) - inside;
  };
  const places = Int32Array.from({ length: wide }, (_, at) => within(at));
  return Float32Array.from(
    { length: wide * wide },
    (_, i) => values[places[Math.floor(i / wide)]! * edge + places[i % wide]!]!,
  );
}

/** The inner square of a larger one. */
export function innerOf<Values extends Uint8Array | Float32Array>(
  values: Values,
  edge: number,
  margin: number,
): Values {
  const own = edge - 2 * margin;
  const inner = values.slice(0, own * own) as Values;
  for (let y = 0; y < own; y++) {
    const from = (y + margin) * edge + margin;
    inner.set(values.subarray(from, from + own), y * own);
  }
  return inner;
}
