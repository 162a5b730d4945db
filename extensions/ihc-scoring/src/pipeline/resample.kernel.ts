import type { NucleusKernels, Samples } from '@timescope/core/nucleusKernels';
import type { PixelRect, RgbRaster } from '@timescope/core/raster';

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
 * @param memory For the pixels, large enough; without it they get their own.
 */
export function resample(
  patch: RgbRaster,
  patchAt: PixelRect,
  target: PixelRect,
  step: { readonly x: number; readonly y: number },
  levelSize: { readonly width: number; readonly height: number },
  kernels: Pick<NucleusKernels, 'resampleRgb'> = { resampleRgb },
  memory?: Uint8Array,
): RgbRaster {
  const columns = samplesAlong(target.x, target.width, step.x, levelSize.width, patchAt.x);
  const rows = samplesAlong(target.y, target.height, step.y, levelSize.height, patchAt.y);
  return kernels.resampleRgb(patch, columns, rows, memory);
}

export function resampleRgb(
  patch: RgbRaster,
  columns: Samples,
  rows: Samples,
  memory?: Uint8Array,
): RgbRaster {
  const [width, height] = [columns.first.length, rows.first.length];
  const values = memory?.subarray(0, 3 * width * height) ?? new Uint8Array(3 * width * height);
  const across = alongRows(patch, columns);
  for (let y = 0; y < height; y++) {
    const weight = rows.weight[y]!;
    const upper = across(rows.first[y]!);
    const lower = weight > 0 ? across(rows.first[y]! + 1) : upper;
    blend(upper, lower, weight, values, 3 * y * width);
  }
  return { width, height, values };
}

/** Rows of the patch sampled at the columns, in 1/256 grey levels. Each is made once for the two rows that it serves. */
function alongRows(patch: RgbRaster, columns: Samples): (row: number) => Uint16Array {
  const length = 3 * columns.first.length;
  const kept = [new Uint16Array(length), new Uint16Array(length)] as const;
  const rowOf = [-1, -1];
  return row => {
    const slot = row & 1;
    const sampled = kept[slot === 0 ? 0 : 1];
    if (rowOf[slot] !== row) sampleRow(patch, row, columns, sampled);
    rowOf[slot] = row;
    return sampled;
  };
}

function sampleRow(patch: RgbRaster, row: number, { first, weight }: Samples, out: Uint16Array): void {
  const { values, width } = patch;
  const right = Math.min(1, width - 1) * 3;
  const start = row * width;
  for (let x = 0, to = 0; x < first.length; x++, to += 3) {
    const second = weight[x]!;
    const own = 256 - second;
    const a = (start + first[x]!) * 3;
    const b = second > 0 ? a + right : a;
    out[to] = values[a]! * own + values[b]! * second;
    out[to + 1] = values[a + 1]! * own + values[b + 1]! * second;
    out[to + 2] = values[a + 2]! * own + values[b + 2]! * second;
  }
}

function blend(upper: Uint16Array, lower: Uint16Array, weight: number, out: Uint8Array, to: number): void {
  const own = 256 - weight;
  for (let k = 0; k < upper.length; k++) out[to + k] = (upper[k]! * own + lower[k]! * weight + 32768) >> 16;
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
