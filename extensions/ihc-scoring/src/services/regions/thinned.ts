import type { MatrixPoint } from '@timescope/core/frames';
import { rounded } from '../measuredArea';

/** The line without points nearer than `gap` to the one before; its last point stays. In hundredths of a pixel. */
export function thinned(line: readonly MatrixPoint[], gap: number): MatrixPoint[] {
  const kept: MatrixPoint[] = [];
  line.forEach((point, index) => {
    const before = kept.at(-1);
    const isNear = before && Math.hypot(point.x - before.x, point.y - before.y) < gap;
    if (!isNear || index === line.length - 1) kept.push(rounded(point));
  });
  return kept;
}
