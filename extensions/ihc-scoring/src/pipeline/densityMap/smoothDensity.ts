import { BIN_UM, PLANES, type DensityMap } from './densityMap';

/** What a density map shows. */
export const DENSITIES = ['cells', 'positive'] as const;
export type DensityOf = (typeof DENSITIES)[number];

/** Cells per mm2 by bin, all compartments together, row by row. */
export interface DensitySurface {
  readonly width: number;
  readonly height: number;
  readonly perMm2: Float32Array<ArrayBuffer>;
  /** The densest bin. */
  readonly most: number;
}

/** Bins on either side that a value is the mean of: a window of 250 um. Ours: some forty cells in dense tumour. */
const REACH = 2;

/** Edge of the window in micrometres. */
export const WINDOW_UM = (2 * REACH + 1) * BIN_UM;

/**
 * The mean density in a window of 250 um around each bin: a bin alone holds a handful of cells, and its density would
 * be noise. At the slide's edge the window is smaller, and so is what the count is divided by.
 */
export function smoothDensity(map: DensityMap, of: DensityOf): DensitySurface {
  const { width, height } = map;
  const sums = integral(summedPlanes(map, map[of]), width, height);
  const columns = windows(width, map.end.x / map.binMatrix.x);
  const rows = windows(height, map.end.y / map.binMatrix.y);
  const perMm2 = new Float32Array(width * height);
  let most = 0;
  rows.forEach((down, row) => {
    columns.forEach((across, column) => {
      const at = (y: number, x: number) => sums[y * (width + 1) + x] ?? 0;
      const count =
        at(down.to, across.to) -
        at(down.from, across.to) -
        at(down.to, across.from) +
        at(down.from, across.from);
      const density = (1e6 * count) / (across.bins * down.bins * BIN_UM * BIN_UM);
      perMm2[row * width + column] = density;
      most = Math.max(most, density);
    });
  });
  return { width, height, perMm2, most };
}

/** Which bins each window holds along one axis, and how many of them the slide really has: the last may be cut. */
function windows(bins: number, end: number): { from: number; to: number; bins: number }[] {
  return Array.from({ length: bins }, (_, bin) => {
    const from = Math.max(0, bin - REACH);
    const to = Math.min(bins, bin + REACH + 1);
    return { from, to, bins: Math.min(to, end) - from };
  });
}

function summedPlanes({ width, height }: DensityMap, counts: Uint32Array): Uint32Array {
  const sums = new Uint32Array(width * height);
  for (let bin = 0; bin < PLANES * width * height; bin++)
    sums[bin % (width * height)] = (sums[bin % (width * height)] ?? 0) + (counts[bin] ?? 0);
  return sums;
}

/** Sums over all bins above and to the left: (width + 1) x (height + 1). */
function integral(counts: Uint32Array, width: number, height: number): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let row = 0; row < height; row++) {
    let inRow = 0;
    for (let column = 0; column < width; column++) {
      inRow += counts[row * width + column] ?? 0;
      sums[(row + 1) * (width + 1) + column + 1] = (sums[row * (width + 1) + column + 1] ?? 0) + inRow;
    }
  }
  return sums;
}
