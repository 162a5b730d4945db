import type { PixelRect } from '@timescope/core/raster';
import { tissueMm2, type ClassMap } from '../tissueMap/classMap';
import { MAP_CELL_UM, type MapGrid } from '../tissueMap/mapGrid';
import type { FieldPlace } from './immuneScore';

/** A field that a reader put somewhere himself, in matrix pixels; it counts from the nearest cell of the map on. */
export interface PlacedField extends PixelRect {
  /** `ratio`: of the tumour-stroma ratio on H&E. */
  readonly place: FieldPlace | 'ratio';
  /** Which of the place's fields it stands for, from 0. */
  readonly index: number;
}

/** Cells of the map that a field covers; the whole field lies on the slide. */
export interface FieldCells {
  readonly column: number;
  readonly row: number;
  readonly across: number;
  readonly down: number;
}

export function cellsUnder({ x, y, width, height }: PixelRect, { matrixStep, whole }: MapGrid): FieldCells {
  const { x: stepX, y: stepY } = matrixStep;
  const across = Math.min(whole.columns, Math.max(1, Math.round(width / stepX)));
  const down = Math.min(whole.rows, Math.max(1, Math.round(height / stepY)));
  const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
  return {
    column: within(Math.round(x / stepX), whole.columns - across),
    row: within(Math.round(y / stepY), whole.rows - down),
    across,
    down,
  };
}

/** Rounding to cells, and the cut cells of the slide's rim, move a field by as much at most. */
const RIM_CELLS = 1;

export type Misplaced = 'off the slide' | 'on another field';

/**
 * Why a field cannot lie there: it would be moved onto the slide, or count cells that another field counts already.
 * @param others of its place, where they lie now
 */
export function misplaced(
  field: PixelRect,
  others: readonly PixelRect[],
  grid: MapGrid,
): Misplaced | undefined {
  const own = cellsUnder(field, grid);
  const isFar = (matrixPixels: number, step: number, cell: number) =>
    Math.abs(Math.round(matrixPixels / step) - cell) > RIM_CELLS;
  if (isFar(field.x, grid.matrixStep.x, own.column) || isFar(field.y, grid.matrixStep.y, own.row))
    return 'off the slide';
  return others.some(other => shareCells(own, cellsUnder(other, grid))) ? 'on another field' : undefined;
}

const shareCells = (a: FieldCells, b: FieldCells): boolean =>
  a.column < b.column + b.across &&
  b.column < a.column + a.across &&
  a.row < b.row + b.down &&
  b.row < a.row + a.down;

export function tissueUnder(map: ClassMap, { column, row, across, down }: FieldCells): number {
  let area = 0;
  for (let y = row; y < row + down; y++)
    for (let x = column; x < column + across; x++) area += tissueMm2(map, y * map.width + x);
  return area;
}

/** Where a reader puts a field at least this share of it is tissue, on IHC as on H&E. Ours. */
const LEAST_TISSUE = 0.5;

export const isMostlyGlass = (tissue: number, { across, down }: FieldCells): boolean =>
  tissue < LEAST_TISSUE * across * down * (MAP_CELL_UM / 1000) ** 2;

export const rectOf = (
  { column, row, across, down }: FieldCells,
  { matrixStep }: Pick<MapGrid, 'matrixStep'>,
): PixelRect => ({
  x: column * matrixStep.x,
  y: row * matrixStep.y,
  width: across * matrixStep.x,
  height: down * matrixStep.y,
});

export const isSameRect = (a: PixelRect, b: PixelRect): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
