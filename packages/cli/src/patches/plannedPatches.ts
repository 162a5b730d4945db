import { intersection, type PixelRect } from '@timescope/core/raster';
import { PATCH_PX } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchNetworks';
import type { MapClass } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import { TILE_PX } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapGrid';
import type { WorkingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import type { DrawnLabels } from './drawnLabels';
import type { OutlinedNuclei } from './outlinedNuclei';

/** Told of how much of the drawn areas has been looked through. */
export type OnDone = (done: number, total: number) => void;

/** A patch with less than this share drawn teaches nothing. Ours: a square of 51 px. */
const LEAST_DRAWN = 0.01;

/** Patches of the grid on which the pipeline scores that hold drawn tissue, in pixels of the frame. */
export function* tissuePatches(
  drawn: DrawnLabels,
  frame: WorkingFrame,
  onDone: OnDone,
): Generator<PixelRect> {
  const boxes = drawn.areas.map(({ edges }) => gridBox(edges.bounds, frame.matrixStep));
  for (let y = 0; y < frame.height; y += PATCH_PX) {
    for (let x = 0; x < frame.width; x += PATCH_PX) {
      const at = { x, y, width: PATCH_PX, height: PATCH_PX };
      if (!boxes.some(box => intersection(box, at))) continue;
      const count = drawn.labelsIn(at).reduce((sum, label) => sum + (label > 0 ? 1 : 0), 0);
      if (count >= LEAST_DRAWN * PATCH_PX * PATCH_PX) yield at;
    }
    onDone(Math.min(frame.height, y + PATCH_PX), frame.height);
  }
}

export interface ClassTile extends PixelRect {
  readonly className: MapClass;
}

/** How far a row of tiles moves down where no tile fits, px. Ours. */
const SEARCH_PX = TILE_PX / 4;

/** Tiles of which every pixel is of one class, none over another; other tissue is no class of a network. */
export function* classTiles(
  { areas, labelsIn }: DrawnLabels,
  { matrixStep }: WorkingFrame,
  onDone: OnDone,
): Generator<ClassTile> {
  const taken: ClassTile[] = [];
  for (const [index, { className, code, edges }] of areas.entries()) {
    if (className === 'OTH') continue;
    const box = gridBox(edges.bounds, matrixStep);
    for (let y = box.y; y + TILE_PX <= box.y + box.height;) {
      const strip = { x: box.x, y, width: box.width, height: TILE_PX };
      const tiles = wholeTiles(labelsIn(strip), strip, code)
        .map(at => ({ ...at, className }))
        .filter(tile => !taken.some(other => intersection(tile, other)));
      taken.push(...tiles);
      yield* tiles;
      y += tiles.length > 0 ? TILE_PX : SEARCH_PX;
      onDone(index + Math.min(1, (y - box.y) / box.height), areas.length);
    }
  }
}

/** Tiles side by side in the runs of columns that are of the class from top to bottom. */
function wholeTiles(labels: Uint8Array, strip: PixelRect, code: number): PixelRect[] {
  const tiles: PixelRect[] = [];
  let run = 0;
  for (let column = 0; column < strip.width; column++) {
    run = isWhole(labels, strip, column, code) ? run + 1 : 0;
    if (run < TILE_PX) continue;
    tiles.push({ x: strip.x + column + 1 - TILE_PX, y: strip.y, width: TILE_PX, height: TILE_PX });
    run = 0;
  }
  return tiles;
}

function isWhole(labels: Uint8Array, { width, height }: PixelRect, column: number, code: number): boolean {
  for (let row = 0; row < height; row++) if (labels[row * width + column] !== code) return false;
  return true;
}

/** Edges of pictures of nuclei, px: 128 um, and 32 um in the corners of a region. Ours. */
const LARGEST_SQUARE = 256;
const SMALLEST_SQUARE = 64;

/** Rectangles that lie wholly in drawn regions, none over another. @param regions their boxes in matrix pixels */
export function* nucleusPictures(
  nuclei: OutlinedNuclei,
  regions: readonly PixelRect[],
  { matrixStep }: WorkingFrame,
  onDone: OnDone,
): Generator<PixelRect> {
  const taken: PixelRect[] = [];
  for (const [index, bounds] of regions.entries()) {
    for (const part of evenParts(gridBox(bounds, matrixStep), LARGEST_SQUARE))
      for (const at of wholeParts(nuclei, part)) {
        if (taken.some(other => intersection(at, other))) continue;
        taken.push(at);
        yield at;
      }
    onDone(index + 1, regions.length);
  }
}

/** The rectangle where all of it is known, else what is so of its quarters. */
function* wholeParts(nuclei: OutlinedNuclei, at: PixelRect): Generator<PixelRect> {
  if (Math.min(at.width, at.height) < SMALLEST_SQUARE) return;
  const known = nuclei.knownIn(at).reduce((sum, is) => sum + is, 0);
  if (known === at.width * at.height) yield at;
  else if (known > 0)
    for (const part of evenParts(at, Math.ceil(Math.max(at.width, at.height) / 2)))
      yield* wholeParts(nuclei, part);
}

/** The rectangle in as few parts as there can be of at most `edge` pixels, as equal as whole pixels allow. */
function* evenParts({ x, y, width, height }: PixelRect, edge: number): Generator<PixelRect> {
  const columns = Math.ceil(width / edge);
  const rows = Math.ceil(height / edge);
  const at = (index: number, count: number, size: number) => Math.floor((index * size) / count);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [left, upper] = [at(column, columns, width), at(row, rows, height)];
      yield {
        x: x + left,
        y: y + upper,
        width: at(column + 1, columns, width) - left,
        height: at(row + 1, rows, height) - upper,
      };
    }
}

/** The pixels of a grid whose centre may lie in a box of matrix pixels. */
function gridBox(bounds: PixelRect, step: WorkingFrame['matrixStep']): PixelRect {
  const first = (from: number, by: number) => Math.ceil(from / by - 0.5);
  const x = first(bounds.x, step.x);
  const y = first(bounds.y, step.y);
  return {
    x,
    y,
    width: first(bounds.x + bounds.width, step.x) - x,
    height: first(bounds.y + bounds.height, step.y) - y,
  };
}
