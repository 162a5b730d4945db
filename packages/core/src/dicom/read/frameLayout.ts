import { TimescopeError } from '../../errors';
import { item, items, number, text, type DicomJson } from '../json';

/**
 * Which frame holds which tile. `full`: tiles in row-major order. `sparse`: `frameAt[row * across + column]` is the
 * frame number counted from 1, 0 where the tile was not scanned.
 */
export type FrameLayout =
  { readonly kind: 'full' } | { readonly kind: 'sparse'; readonly frameAt: Int32Array };

export interface TileGrid {
  readonly width: number;
  readonly height: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

export const tilesAcross = (grid: TileGrid): number => Math.ceil(grid.width / grid.tileWidth);
export const tilesDown = (grid: TileGrid): number => Math.ceil(grid.height / grid.tileHeight);

/** The frame of a tile, counted from 1, or undefined where nothing was scanned. */
export function frameNumberAt(
  layout: FrameLayout,
  grid: TileGrid,
  column: number,
  row: number,
): number | undefined {
  const index = row * tilesAcross(grid) + column;
  if (layout.kind === 'full') return index + 1;
  const frame = layout.frameAt[index] ?? 0;
  return frame === 0 ? undefined : frame;
}

/**
 * Of several optical paths or focal planes the first one is laid out.
 * @throws TimescopeError GEOMETRY when frames are missing or do not lie on one grid of tiles.
 */
export function frameLayout(instance: DicomJson, grid: TileGrid): FrameLayout {
  const frames = number(instance, '00280008') ?? 1;
  const perFrame = items(instance, '52009230');
  const declared = text(instance, '00209311');
  if (declared === 'TILED_SPARSE' || (declared !== 'TILED_FULL' && perFrame.some(hasPosition)))
    return { kind: 'sparse', frameAt: sparseFrames(perFrame, grid, frames) };
  const expected = tilesAcross(grid) * tilesDown(grid);
  if (frames < expected) throw geometry(`Level has ${frames} frames where its size asks for ${expected}.`);
  return { kind: 'full' };
}

function sparseFrames(perFrame: readonly DicomJson[], grid: TileGrid, frames: number): Int32Array {
  if (perFrame.length < frames)
    throw geometry(`Level gives the position of ${perFrame.length} of its ${frames} frames.`);
  const frameAt = new Int32Array(tilesAcross(grid) * tilesDown(grid));
  const first = planeOf(perFrame[0]);
  perFrame.forEach((groups, index) => {
    if (planeOf(groups) !== first) return;
    const tile = tileIndex(groups, grid, index + 1);
    // Of frames at the same place the first counts.
    if (frameAt[tile] === 0) frameAt[tile] = index + 1;
  });
  return frameAt;
}

function tileIndex(groups: DicomJson, grid: TileGrid, frame: number): number {
  const position = item(groups, '0048021A');
  const x = position && number(position, '0048021E');
  const y = position && number(position, '0048021F');
  if (x === undefined || y === undefined) throw geometry(`Frame ${frame} has no position.`);
  const column = (x - 1) / grid.tileWidth;
  const row = (y - 1) / grid.tileHeight;
  const inside = column >= 0 && row >= 0 && column < tilesAcross(grid) && row < tilesDown(grid);
  if (!inside || !Number.isInteger(column) || !Number.isInteger(row))
    throw geometry(`Frame ${frame} at pixel (${x}, ${y}) does not lie on the grid of tiles.`);
  return row * tilesAcross(grid) + column;
}

const hasPosition = (groups: DicomJson): boolean => item(groups, '0048021A') !== undefined;

/** Optical path and focal plane of a frame as one word that can be compared. */
function planeOf(groups: DicomJson | undefined): string {
  if (!groups) return '';
  const position = item(groups, '0048021A');
  const path = item(groups, '00480207');
  const z = position ? (number(position, '0040074A') ?? 0) : 0;
  return `${path ? (text(path, '00480106') ?? '') : ''}@${z}`;
}

const geometry = (message: string): TimescopeError =>
  new TimescopeError('GEOMETRY', message, {
    nextStep: 'Export the slide again from its scanner or archive.',
  });
