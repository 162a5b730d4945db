import type { TalliedTile, TileTally } from '@timescope/core/nucleusKernels';
import type { GradeThresholds } from '../intensity';

/** @param isCounted 1 for each label whose cell counts; index 0 is 0. */
export function tallyPixels(
  dab: Float32Array,
  cells: Int32Array,
  isCounted: Uint8Array,
  { at, owned, counts, compartments }: TalliedTile,
  gradeThresholds: GradeThresholds,
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
