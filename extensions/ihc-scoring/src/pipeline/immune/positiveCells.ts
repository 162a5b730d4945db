import type { PixelRect } from '@timescope/core/raster';
import type { CellTable } from '../cellTable';
import type { Measured } from '../presets/preset';
import { measuredColumn } from '../measuredColumn';
import { COUNTED, inclusionAt } from '../scores/slideSums';

/** Where the positive cells of a slide lie: two numbers a cell, so a whole slide's can be kept. */
export interface PositiveCells {
  add(cells: CellTable): void;
  /** Cells whose nucleus has its centre in a rectangle of matrix pixels. */
  countIn(rect: PixelRect): number;
}

export function positiveCells(measured: Measured): PositiveCells {
  const parts: Float32Array[] = [];
  return {
    add: cells => {
      const column = measuredColumn(cells, measured);
      const found: number[] = [];
      for (let cell = 0; cell < cells.count; cell++)
        if ((cells.grade[cell] ?? 0) > 0 && inclusionAt(cells, column, cell) === COUNTED)
          found.push(cells.centroids[2 * cell] ?? 0, cells.centroids[2 * cell + 1] ?? 0);
      parts.push(Float32Array.from(found));
    },
    countIn: rect => parts.reduce((sum, part) => sum + countIn(part, rect), 0),
  };
}

function countIn(points: Float32Array, { x, y, width, height }: PixelRect): number {
  let count = 0;
  for (let k = 0; k + 1 < points.length; k += 2) {
    const [atX, atY] = [points[k] ?? 0, points[k + 1] ?? 0];
    if (atX >= x && atX < x + width && atY >= y && atY < y + height) count++;
  }
  return count;
}
