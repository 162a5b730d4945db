import { intersection, type PixelRect } from '@timescope/core/raster';
import type { Region } from './region';
import type { TileTask } from './slideJob';
import type { Tissue } from './tissue';
import type { WorkingFrame } from './workingFrame';

/** How the working grid is cut. It never shows in the cells, only in time and memory. */
export interface Tiling {
  /** Longest edge of a tile in working pixels, without its margin. */
  readonly edge: number;
  /** Where the cutting begins, left of and above the slide: 0 <= shift < edge. */
  readonly shift?: { readonly x: number; readonly y: number };
}

/** 0.9 mm: margins add half to the pixels, and the images of two threads stay below half a gigabyte. Ours. */
export const LARGE_TILES: Tiling = { edge: 1728 };
/** 0.5 mm: a page has several workers and less memory. Ours. */
export const SMALL_TILES: Tiling = { edge: 1024 };

/**
 * The tiles that hold tissue of the region, each drawn in to it, in an order in which neighbours follow each other: strips
 * of two rows of tiles, column by column. Tiles without tissue are left out, so bare glass is never read.
 */
export function tilePlan(frame: WorkingFrame, tissue: Tissue, region: Region, tiling: Tiling): TileTask[] {
  const tasks: TileTask[] = [];
  for (const square of squares(frame, tiling)) {
    const owned = drawnIn(square, frame, tissue, region);
    if (owned) tasks.push({ index: tasks.length, owned });
  }
  return tasks;
}

function* squares(frame: WorkingFrame, { edge, shift = { x: 0, y: 0 } }: Tiling): Generator<PixelRect> {
  const whole = { x: 0, y: 0, width: frame.width, height: frame.height };
  const { count: columns, edge: width } = equalParts(frame.width + shift.x, edge);
  const { count: rows, edge: height } = equalParts(frame.height + shift.y, edge);
  for (let strip = 0; strip < rows; strip += 2)
    for (let column = 0; column < columns; column++)
      for (let row = strip; row < Math.min(rows, strip + 2); row++) {
        const at = { x: column * width - shift.x, y: row * height - shift.y, width, height };
        const part = intersection(at, whole);
        if (part) yield part;
      }
}

/** As few parts as the longest edge allows, all of one size: their margins cost the same and no part more memory. */
function equalParts(length: number, longest: number): { count: number; edge: number } {
  const count = Math.ceil(length / longest);
  return { count, edge: Math.ceil(length / count) };
}

/** The smallest part of the tile with all blocks of tissue, or next to tissue, in the region's bounds. */
function drawnIn(
  tile: PixelRect,
  frame: WorkingFrame,
  tissue: Tissue,
  { bounds }: Region,
): PixelRect | undefined {
  const { matrixStep } = frame;
  const asked = intersection(tile, outward(bounds, matrixStep));
  const blocks = asked && blocksOfTissue(tissue, asked, matrixStep);
  return blocks && intersection(asked, outward(blocks, matrixStep));
}

/** The box in matrix pixels around the rectangle's blocks with tissue. The grid's last blocks reach to the slide's end. */
function blocksOfTissue(
  tissue: Tissue,
  rect: PixelRect,
  step: { readonly x: number; readonly y: number },
): PixelRect | undefined {
  const { width, height, blockMatrix, nearTissue } = tissue;
  const columns = blocksBetween(rect.x * step.x, (rect.x + rect.width) * step.x, blockMatrix.x, width);
  const rows = blocksBetween(rect.y * step.y, (rect.y + rect.height) * step.y, blockMatrix.y, height);
  let [left, upper, right, lower] = [width, height, 0, 0];
  for (let row = rows.from; row < rows.to; row++)
    for (let column = columns.from; column < columns.to; column++) {
      if (nearTissue[row * width + column] !== 1) continue;
      left = Math.min(left, column);
      right = Math.max(right, column + 1);
      upper = Math.min(upper, row);
      lower = row + 1;
    }
  if (left >= right) return undefined;
  const end = (blocks: number, all: number, edge: number) => (blocks === all ? Infinity : blocks * edge);
  const x = left * blockMatrix.x;
  const y = upper * blockMatrix.y;
  return { x, y, width: end(right, width, blockMatrix.x) - x, height: end(lower, height, blockMatrix.y) - y };
}

function blocksBetween(from: number, to: number, edge: number, count: number): { from: number; to: number } {
  const first = Math.min(count - 1, Math.max(0, Math.floor(from / edge)));
  return { from: first, to: Math.max(first + 1, Math.min(count, Math.ceil(to / edge))) };
}

/** Matrix pixels as whole working pixels, rounded outwards with one to spare on each side. */
function outward(
  { x, y, width, height }: PixelRect,
  step: { readonly x: number; readonly y: number },
): PixelRect {
  const left = Math.floor(x / step.x) - 1;
  const upper = Math.floor(y / step.y) - 1;
  return {
    x: left,
    y: upper,
    width: Math.ceil((x + width) / step.x) + 1 - left,
    height: Math.ceil((y + height) / step.y) + 1 - upper,
  };
}
