import type { PixelRect } from '@timescope/core/raster';
import type { CellTable } from '../cellTable';
import { WORKING_MPP } from '../detection/workingMpp';
import type { Measured } from '../presets/preset';
import { measuredColumn } from '../measuredColumn';
import { COUNTED, inclusionAt } from '../scores/slideSums';
import type { WorkingFrame } from '../workingFrame';

/** Edge of a bin in micrometres: about three cells. Ours. */
export const BIN_UM = 50;

/** Planes of a density map, one after the other in `cells` and `positive`: the compartments' codes. */
export const PLANES = 3;

/**
 * Cells by place: counts on a grid of 50 um bins from the slide's top left corner, a plane for each compartment (0 other,
 * 1 tumour, 2 stroma). Counts only add up, so the order of the tiles cannot show.
 */
export interface DensityMap {
  /** Bins across and down. */
  readonly width: number;
  readonly height: number;
  /** Matrix pixels of a bin. */
  readonly binMatrix: { readonly x: number; readonly y: number };
  /** Where the slide ends in matrix pixels: within the last bins. */
  readonly end: { readonly x: number; readonly y: number };
  /** Bins inside the box around what was measured: a field that reaches out of it would be called empty there. */
  readonly measured: BinBox;
  /** PLANES * width * height counts, row by row within a plane. */
  readonly cells: Uint32Array<ArrayBuffer>;
  /** Those of them that are 1+ or more. */
  readonly positive: Uint32Array<ArrayBuffer>;
}

/** Half-open ranges of bins. */
export interface BinBox {
  readonly columns: readonly [from: number, to: number];
  readonly rows: readonly [from: number, to: number];
}

/** @param area The box around the measured regions in matrix pixels; without it the whole slide. */
export function newDensityMap(frame: WorkingFrame, area?: PixelRect): DensityMap {
  const workingPixels = BIN_UM / WORKING_MPP;
  const width = Math.ceil(frame.width / workingPixels);
  const height = Math.ceil(frame.height / workingPixels);
  const binMatrix = { x: workingPixels * frame.matrixStep.x, y: workingPixels * frame.matrixStep.y };
  return {
    width,
    height,
    binMatrix,
    measured: {
      columns: area ? binsInside(area.x, area.width, binMatrix.x, width) : [0, width],
      rows: area ? binsInside(area.y, area.height, binMatrix.y, height) : [0, height],
    },
    end: { x: frame.width * frame.matrixStep.x, y: frame.height * frame.matrixStep.y },
    cells: new Uint32Array(PLANES * width * height),
    positive: new Uint32Array(PLANES * width * height),
  };
}

/** Adds a tile's cells where their nucleus has its centre. What is not evaluable, or left out by a reader, is left out. */
export function addToDensityMap(map: DensityMap, cells: CellTable, measured: Measured): void {
  const { width, height, binMatrix } = map;
  const column = measuredColumn(cells, measured);
  for (let cell = 0; cell < cells.count; cell++) {
    if (inclusionAt(cells, column, cell) !== COUNTED) continue;
    const across = binAt(cells.centroids[2 * cell], binMatrix.x, width);
    const down = binAt(cells.centroids[2 * cell + 1], binMatrix.y, height);
    const bin = (cells.compartment[cell] ?? 0) * width * height + down * width + across;
    map.cells[bin] = (map.cells[bin] ?? 0) + 1;
    if ((cells.grade[cell] ?? 0) > 0) map.positive[bin] = (map.positive[bin] ?? 0) + 1;
  }
}

const binAt = (position = 0, bin: number, bins: number): number =>
  Math.min(bins - 1, Math.max(0, Math.floor(position / bin)));

/** Whole bins of a span along one axis; at least the one in its middle. */
function binsInside(start: number, length: number, bin: number, bins: number): [number, number] {
  const from = Math.max(0, Math.ceil(start / bin));
  const to = Math.min(bins, Math.floor((start + length) / bin));
  if (to > from) return [from, to];
  const middle = binAt(start + length / 2, bin, bins);
  return [middle, middle + 1];
}
