import type { CtVolume, RoiMask } from '@timescope/core/volume';
import { flatHull } from './radiomics/flatHull';

/** What a reader writes of the region on one slice. */
export interface SliceSizes {
  /** The greatest distance between two corners of its voxels. */
  readonly longAxisMm: number;
  /** Its greatest extent at right angles to that. */
  readonly shortAxisMm: number;
  /** Of its voxels on the slice. */
  readonly meanHu: number;
}

/** @param k a slice that the region reaches */
export function sliceSizes({ hu }: Pick<CtVolume, 'hu'>, mask: RoiMask, k: number): SliceSizes {
  const {
    size: [nx, ny],
    values,
    placement: { spacingMm },
  } = mask;
  const corners: [number, number][] = [];
  let [sum, voxels] = [0, 0];
  for (let at = k * nx * ny; at < (k + 1) * nx * ny; at++) {
    if (values[at] === 0) continue;
    const [i, j] = [(at - k * nx * ny) % nx, Math.floor((at - k * nx * ny) / nx)];
    corners.push([i, j], [i + 1, j], [i, j + 1], [i + 1, j + 1]);
    sum += hu[at] ?? 0;
    voxels++;
  }
  const outline = flatHull(corners).map(([i, j]) => [i * spacingMm.x, j * spacingMm.y] as const);
  return { ...axes(outline), meanHu: sum / voxels };
}

type PointMm = readonly [x: number, y: number];

function axes(outline: readonly PointMm[]): Omit<SliceSizes, 'meanHu'> {
  let [longest, along]: [number, PointMm] = [0, [1, 0]];
  for (const [x, y] of outline)
    for (const [u, v] of outline) {
      const length = Math.sqrt((u - x) ** 2 + (v - y) ** 2);
      if (length > longest) [longest, along] = [length, [(u - x) / length, (v - y) / length]];
    }
  const across = outline.map(([x, y]) => y * along[0] - x * along[1]);
  return { longAxisMm: longest, shortAxisMm: Math.max(...across) - Math.min(...across) };
}
