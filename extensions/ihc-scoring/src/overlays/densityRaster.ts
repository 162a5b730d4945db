import { isLeftOut, type CellTable } from '../pipeline/cellTable';
import { gradeStyles } from './gradeStyles';

/** Side of a square in um. Ours: some ten cells fall into one in dense tumour. */
export const SQUARE_UM = 32;

/** Cells counted in squares of SQUARE_UM, for a slide that is zoomed out too far to draw single cells. */
export interface DensityRaster {
  /** Upper left corner and side of a square, in matrix pixels. */
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly width: number;
  readonly height: number;
  readonly cells: Uint32Array;
  readonly gradeSum: Uint32Array;
}

/** @returns undefined without cells */
export function densityRaster(tables: readonly CellTable[], mpp: number): DensityRaster | undefined {
  const box = boundsOf(tables);
  if (!box) return undefined;
  const side = SQUARE_UM / mpp;
  const x = Math.floor(box.x0 / side) * side;
  const y = Math.floor(box.y0 / side) * side;
  const width = Math.floor((box.x1 - x) / side) + 1;
  const height = Math.floor((box.y1 - y) / side) + 1;
  const cells = new Uint32Array(width * height);
  const gradeSum = new Uint32Array(width * height);
  for (const table of tables) {
    for (let cell = 0; cell < table.count; cell++) {
      if (isLeftOut(table, cell)) continue;
      const column = Math.floor(((table.centroids[2 * cell] ?? 0) - x) / side);
      const row = Math.floor(((table.centroids[2 * cell + 1] ?? 0) - y) / side);
      const at = row * width + column;
      cells[at] = (cells[at] ?? 0) + 1;
      gradeSum[at] = (gradeSum[at] ?? 0) + (table.grade[cell] ?? 0);
    }
  }
  return { x, y, side, width, height, cells, gradeSum };
}

/** One pixel a square: the colour says the mean grade, the opacity how many cells. RGBA. */
export function densityPixels(raster: DensityRaster): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * raster.width * raster.height);
  const dense = denseCount(raster.cells);
  raster.cells.forEach((count, at) => {
    if (count === 0) return;
    pixels.set(colourOfGrade((raster.gradeSum[at] ?? 0) / count), 4 * at);
    // The lightest square stays visible; the densest lets the tissue show through.
    pixels[4 * at + 3] = 255 * (0.25 + 0.5 * Math.min(1, count / dense));
  });
  return pixels;
}

/** Between the colours of the two nearest grades. */
export function colourOfGrade(grade: number): [number, number, number] {
  const lower = gradeStyles[Math.min(3, Math.floor(grade)) as 0 | 1 | 2 | 3].rgb;
  const upper = gradeStyles[Math.min(3, Math.floor(grade) + 1) as 0 | 1 | 2 | 3].rgb;
  const part = grade - Math.floor(grade);
  const mix = (channel: 0 | 1 | 2) => lower[channel] + (upper[channel] - lower[channel]) * part;
  return [mix(0), mix(1), mix(2)];
}

/** The count that 95 % of the occupied squares do not exceed, so that one clump does not fade all others. */
function denseCount(cells: Uint32Array): number {
  const occupied = cells.filter(count => count > 0).sort();
  return occupied[Math.floor(0.95 * (occupied.length - 1))] ?? 1;
}

function boundsOf(tables: readonly CellTable[]) {
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const { count, centroids } of tables) {
    for (let cell = 0; cell < count; cell++) {
      const [x, y] = [centroids[2 * cell] ?? 0, centroids[2 * cell + 1] ?? 0];
      box.x0 = Math.min(box.x0, x);
      box.y0 = Math.min(box.y0, y);
      box.x1 = Math.max(box.x1, x);
      box.y1 = Math.max(box.y1, y);
    }
  }
  return Number.isFinite(box.x0) ? box : undefined;
}
