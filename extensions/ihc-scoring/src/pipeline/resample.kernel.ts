import type { PixelRect, RgbRaster } from '@timescope/core/raster';

/** Where a working pixel's centre falls on a level: the two pixels around it and the weight of the second in 1/256. */
interface Samples {
  readonly first: Int32Array;
  readonly weight: Int32Array;
}

/** The level pixels that `samplesAlong` needs for the working range start ... start + count, half-open. */
export function levelRange(start: number, count: number, step: number, levelSize: number): [number, number] {
  const first = Math.floor((start + 0.5) * step - 0.5);
  const last = Math.floor((start + count - 0.5) * step - 0.5) + 1;
  return [clamp(first, levelSize), clamp(last, levelSize) + 1];
}

/**
 * Bilinear point sampling of a level: working pixel x has its value at level position (x + 0.5) step - 0.5. Positions
 * depend on the slide's grid alone and weights are whole 256ths, so any cut into tiles gives the same bytes.
 * @param patch Level pixels of `patchAt`, which holds levelRange of both axes.
 */
export function resample(
  patch: RgbRaster,
  patchAt: PixelRect,
  target: PixelRect,
  step: { readonly x: number; readonly y: number },
  levelSize: { readonly width: number; readonly height: number },
): RgbRaster {
  const { values } = patch;
  const columns = samplesAlong(target.x, target.width, step.x, levelSize.width, patchAt.x);
  const rows = samplesAlong(target.y, target.height, step.y, levelSize.height, patchAt.y);
  const out = new Uint8Array(target.width * target.height * 3);
  const right = Math.min(1, patch.width - 1) * 3;
  for (let y = 0, to = 0; y < target.height; y++) {
    const upper = rows.first[y]! * patch.width;
    const lower = rows.weight[y]! > 0 ? upper + patch.width : upper;
    const wy = rows.weight[y]!;
    for (let x = 0; x < target.width; x++) {
      const wx = columns.weight[x]!;
      const next = wx > 0 ? right : 0;
      let a = (upper + columns.first[x]!) * 3;
      let b = (lower + columns.first[x]!) * 3;
      for (let channel = 0; channel < 3; channel++, a++, b++, to++) {
        const top = values[a]! * (256 - wx) + values[a + next]! * wx;
        const bottom = values[b]! * (256 - wx) + values[b + next]! * wx;
        out[to] = (top * (256 - wy) + bottom * wy + 32768) >> 16;
      }
    }
  }
  return { width: target.width, height: target.height, values: out };
}

/** Positions beyond the level's first or last centre take that pixel. */
function samplesAlong(
  start: number,
  count: number,
  step: number,
  levelSize: number,
  origin: number,
): Samples {
  const first = new Int32Array(count);
  const weight = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    const at = (start + k + 0.5) * step - 0.5;
    const pixel = Math.floor(at);
    const isInside = pixel >= 0 && pixel < levelSize - 1;
    first[k] = clamp(pixel, levelSize) - origin;
    weight[k] = isInside ? Math.round((at - pixel) * 256) : 0;
  }
  return { first, weight };
}

function clamp(pixel: number, size: number): number {
  return Math.max(0, Math.min(size - 1, pixel));
}
