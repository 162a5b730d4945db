import { flatHull, type FlatPoint } from '../radiomics/flatHull';
import type { SliceMask } from './sliceMask';

/** What is drawn on one slice, in the box round it, with the HU of the box. */
export interface DrawnSlice extends SliceMask {
  readonly hu: Int16Array;
  readonly spacingMm: { readonly x: number; readonly y: number };
}

export interface SliceMeasure extends SliceAxes {
  readonly voxels: number;
  readonly areaMm2: number;
  readonly sumHu: number;
  readonly sumSquaredHu: number;
}

/** Area, axes and HU of one slice that is not empty. */
export function measureSlice(slice: DrawnSlice): SliceMeasure {
  const { values, hu, spacingMm } = slice;
  let [voxels, sumHu, sumSquaredHu] = [0, 0, 0];
  values.forEach((value, at) => {
    if (value === 0) return;
    const here = hu[at] ?? 0;
    voxels++;
    sumHu += here;
    sumSquaredHu += here * here;
  });
  const { longMm, shortMm } = sliceAxes(slice, spacingMm) ?? { longMm: 0, shortMm: 0 };
  return { voxels, areaMm2: voxels * spacingMm.x * spacingMm.y, sumHu, sumSquaredHu, longMm, shortMm };
}

/** Mean and population standard deviation of all voxels, HU. */
export function meanHu(slices: readonly Pick<SliceMeasure, 'voxels' | 'sumHu' | 'sumSquaredHu'>[]): {
  readonly mean: number;
  readonly sd: number;
} {
  const total = (of: (slice: (typeof slices)[number]) => number) =>
    slices.reduce((sum, slice) => sum + of(slice), 0);
  const voxels = total(slice => slice.voxels);
  const mean = total(slice => slice.sumHu) / voxels;
  const variance = total(slice => slice.sumSquaredHu) / voxels - mean * mean;
  return { mean, sd: Math.sqrt(Math.max(0, variance)) };
}

/** The two axes of a region on one slice, in millimetres. */
export interface SliceAxes {
  /** Greatest distance between two corners of its pixels. */
  readonly longMm: number;
  /** Its extent at right angles to the long axis. */
  readonly shortMm: number;
}

/** Long and short axis of what is drawn on one slice; undefined for an empty one. Corners of pixels are measured. */
export function sliceAxes(
  slice: SliceMask,
  spacingMm: { readonly x: number; readonly y: number },
): SliceAxes | undefined {
  const corners = flatHull(pixelCorners(slice)).map(([u, v]): Mm => [u * spacingMm.x, v * spacingMm.y]);
  const ends = farthestPair(corners);
  if (!ends) return undefined;
  const [from, to] = ends;
  const longMm = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const across: Mm = [-(to[1] - from[1]) / longMm, (to[0] - from[0]) / longMm];
  const heights = corners.map(([x, y]) => x * across[0] + y * across[1]);
  return { longMm, shortMm: Math.max(...heights) - Math.min(...heights) };
}

type Mm = readonly [x: number, y: number];

/** The outer corners of every row: the hull needs no others. */
function pixelCorners({ values, width, height }: SliceMask): FlatPoint[] {
  const corners: FlatPoint[] = [];
  for (let j = 0; j < height; j++) {
    const row = values.subarray(j * width, (j + 1) * width);
    const first = row.indexOf(1);
    if (first < 0) continue;
    const end = row.lastIndexOf(1) + 1;
    corners.push([first, j], [end, j], [first, j + 1], [end, j + 1]);
  }
  return corners;
}

function farthestPair(corners: readonly Mm[]): readonly [Mm, Mm] | undefined {
  let ends: readonly [Mm, Mm] | undefined;
  let most = 0;
  corners.forEach((a, index) => {
    for (const b of corners.slice(index + 1)) {
      const apart = (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
      if (apart > most) [ends, most] = [[a, b], apart];
    }
  });
  return ends;
}
