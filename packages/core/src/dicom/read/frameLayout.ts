import { TimescopeError } from '../../errors';
import { item, items, number, text, type DicomJson } from '../json';
import { framesOf, type SlideImage } from './slideImages';

/**
 * Which frame holds which tile. `full`: tiles in row-major order behind `before` other frames. `sparse`: `frameAt[row * across + column]` is the
 * frame number counted from 1, 0 where the tile was not scanned.
 */
export type FrameLayout =
  | { readonly kind: 'full'; readonly before: number }
  | { readonly kind: 'sparse'; readonly frameAt: Int32Array };

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
  if (layout.kind === 'full') return layout.before + index + 1;
  const frame = layout.frameAt[index] ?? 0;
  return frame === 0 ? undefined : frame;
}

/** Whether the frames say themselves where they lie. */
export function isSparse({ dataset }: SlideImage): boolean {
  const declared = text(dataset, '00209311');
  return (
    declared === 'TILED_SPARSE' || (declared !== 'TILED_FULL' && items(dataset, '52009230').some(hasPosition))
  );
}

/** The functional groups of each frame of all parts. */
export const frameGroups = ({ parts }: SlideImage): readonly DicomJson[] =>
  parts.flatMap(part => items(part, '52009230'));

/**
 * Where the frames of one layer lie.
 * @param isOfLayer whether a frame's functional groups belong to the layer (sparse tilings).
 * @throws TimescopeError GEOMETRY when frames of a sparse tiling have no position or do not lie on one grid of tiles.
 */
export function frameLayout(
  image: SlideImage,
  grid: TileGrid,
  layersBefore: number,
  isOfLayer: (groups: DicomJson) => boolean,
): FrameLayout {
  if (isSparse(image)) return { kind: 'sparse', frameAt: sparseFrames(image, grid, isOfLayer) };
  return { kind: 'full', before: layersBefore * tilesAcross(grid) * tilesDown(grid) };
}

function sparseFrames(
  image: SlideImage,
  grid: TileGrid,
  isOfLayer: (groups: DicomJson) => boolean,
): Int32Array {
  const perFrame = frameGroups(image);
  const frames = framesOf(image);
  if (perFrame.length < frames)
    throw geometry(`Level gives the position of ${perFrame.length} of its ${frames} frames.`);
  const frameAt = new Int32Array(tilesAcross(grid) * tilesDown(grid));
  perFrame.forEach((groups, index) => {
    if (!isOfLayer(groups)) return;
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

const geometry = (message: string): TimescopeError =>
  new TimescopeError('GEOMETRY', message, {
    nextStep: 'Export the slide again from its scanner or archive.',
  });
