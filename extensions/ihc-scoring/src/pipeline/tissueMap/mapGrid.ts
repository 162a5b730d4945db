import type { PixelRect } from '@timescope/core/raster';
import { WORKING_MPP } from '../detection/workingMpp';
import type { WorkingFrame } from '../workingFrame';

/**
 * Xu et al. 2021, "Tissue segmentation on IHC WSIs": tiles of 224 px with a 75 px overlapped border, at 0.5 um/px. The
 * border may be shared by two neighbours, which gives a step of 149 px, or lie on every side of a tile, which gives 74:
 * 224 = 149 + 75 = 74 + 2 * 75. Here both live on one grid: a tile of 149 owns four cells of a finer one, 74 or 75 px wide.
 */
export const TILE_PX = 224;
export const COARSE_STEP = 149;
export const FINE_STEP = 74;
const CELL_PX = COARSE_STEP / 2;
export const MAP_CELL_UM = CELL_PX * WORKING_MPP;
/** Pixels of a cell of the fine grid at the working resolution; odd and even cells differ by a row. */
export const MAP_CELL_PIXELS = CELL_PX * CELL_PX;

/** Where the tiles lie: 149 px apart, 74, or 149 and then 74 where neighbours disagree. */
export const MAP_STEPS = ['149', '74', 'both'] as const;
export type MapSteps = (typeof MAP_STEPS)[number];

/** A tile: its cells on the grid, the pixels that are its own, and the 224 px that it is judged by. */
export interface MapSquare {
  readonly column: number;
  readonly row: number;
  /** Cells along its edge: 2 at a step of 149, 1 at 74. */
  readonly span: 1 | 2;
}

export interface MapGrid {
  readonly width: number;
  readonly height: number;
  /** Cells along each side that lie wholly on the slide: its edge may cut the last ones. */
  readonly whole: { readonly columns: number; readonly rows: number };
  /** Matrix pixels of a cell. */
  readonly matrixStep: { readonly x: number; readonly y: number };
}

export const mapGrid = ({ width, height, matrixStep }: WorkingFrame): MapGrid => ({
  width: Math.ceil(width / CELL_PX),
  height: Math.ceil(height / CELL_PX),
  whole: { columns: Math.floor(width / CELL_PX), rows: Math.floor(height / CELL_PX) },
  matrixStep: { x: CELL_PX * matrixStep.x, y: CELL_PX * matrixStep.y },
});

const edgeAt = (cell: number): number => Math.floor(cell * CELL_PX);

/** Working pixels of a cell, within the slide. */
export const cellRect = (column: number, row: number, frame: WorkingFrame): PixelRect =>
  ownRect({ column, row, span: 1 }, frame);

export function ownRect({ column, row, span }: MapSquare, frame: WorkingFrame): PixelRect {
  const [x, y] = [edgeAt(column), edgeAt(row)];
  return {
    x,
    y,
    width: Math.min(frame.width, edgeAt(column + span)) - x,
    height: Math.min(frame.height, edgeAt(row + span)) - y,
  };
}

/** The 224 px around the tile's own ones; at the slide's rim they reach beyond it. */
export function tileRect({ column, row, span }: MapSquare): PixelRect {
  const border = Math.floor((TILE_PX - (span === 2 ? COARSE_STEP : FINE_STEP)) / 2);
  return { x: edgeAt(column) - border, y: edgeAt(row) - border, width: TILE_PX, height: TILE_PX };
}
