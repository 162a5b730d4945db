import type { PixelRect } from '@timescope/core/raster';
import type { GradeThresholds } from '../intensity';

/** Pixels of a tile's own area that count, at 4 * compartment + DAB grade of the pixel. */
export interface TileTally {
  readonly tissuePixels: Float64Array<ArrayBuffer>;
  /** The same within the cells that count. */
  readonly cellPixels: Float64Array<ArrayBuffer>;
}

interface TalliedTile {
  readonly at: PixelRect;
  readonly owned: PixelRect;
  readonly counts: Uint8Array;
  readonly compartments: Uint8Array;
}

/** @param isCounted 1 for each label whose cell counts; index 0 is 0. */
export function tallyPixels(
  dab: Float32Array,
  cells: Int32Array,
  isCounted: Uint8Array,
  { at, owned, counts, compartments }: TalliedTile,
  { gradeThresholds }: { readonly gradeThresholds: GradeThresholds },
): TileTally {
  const tissuePixels = new Float64Array(12);
  const cellPixels = new Float64Array(12);
  const [weak, moderate, strong] = gradeThresholds;
  for (let y = owned.y - at.y; y < owned.y - at.y + owned.height; y++) {
    const first = y * at.width + owned.x - at.x;
    for (let i = first; i < first + owned.width; i++) {
      if (counts[i] === 0) continue;
      const value = dab[i]!;
      const grade = value < weak ? 0 : value < moderate ? 1 : value < strong ? 2 : 3;
      const bin = 4 * compartments[i]! + grade;
      tissuePixels[bin]!++;
      if (isCounted[cells[i]!] === 1) cellPixels[bin]!++;
    }
  }
  return { tissuePixels, cellPixels };
}
