import type { PixelSource } from '@timescope/core/pixelSource';
import type { ReportProgress } from '@timescope/core/progress';
import type { PixelRect } from '@timescope/core/raster';
import { addToOverview, newOverviewSums, type OverviewSums } from './overview.kernel';
import { tileKey, type TileReader } from './tileReader';
import { levelAt } from './workingFrame';

/** Edge of a tissue block in micrometres, about one nucleus. Ours. */
const BLOCK_UM = 8;
/**
 * Coarsest level in um/px: a block of at least 2 x 2 pixels shows texture, without which faint tissue is missed. 4.2 and
 * not 4, because many slides have levels of 0.25 um and 16 times that, a little more or less. Ours.
 */
const COARSEST_MPP = 4.2;

export interface Overview extends OverviewSums {
  readonly levelIndex: number;
  /** 1 where a block holds pixels that are stored but unreadable. */
  readonly unreadable: Uint8Array;
  /** Matrix pixels along a block's edges. */
  readonly blockMatrix: { readonly x: number; readonly y: number };
  /** Square millimetres of a whole block. */
  readonly blockMm2: number;
}

/** One pass over the coarsest level that still shows a block's texture: block sums and histograms. */
export async function overviewOf(
  source: PixelSource,
  reader: TileReader,
  report?: ReportProgress,
): Promise<Overview> {
  const levelIndex = overviewLevel(source);
  const level = levelAt(source, levelIndex);
  const blockPixels = Math.max(1, Math.round(BLOCK_UM / level.mpp.x));
  const sums = newOverviewSums(level.width, level.height, blockPixels);
  const rows = Math.ceil(level.height / level.tileHeight);
  const columns = Math.ceil(level.width / level.tileWidth);
  const unreadable = new Uint8Array(sums.width * sums.height);
  const memory = new Uint8Array(3 * level.tileWidth * level.tileHeight);
  for (let tile = 0; tile < rows * columns; tile++) {
    const x = (tile % columns) * level.tileWidth;
    const y = Math.floor(tile / columns) * level.tileHeight;
    const width = Math.min(level.tileWidth, level.width - x);
    const height = Math.min(level.tileHeight, level.height - y);
    const at = { x, y, width, height };
    const part = await reader.read(levelIndex, at, memory);
    const gap = reader.gaps.get(tileKey(levelIndex, tile % columns, Math.floor(tile / columns)));
    if (!gap) addToOverview(sums, part, at);
    else if (gap.kind === 'unreadable') markBlocks(unreadable, sums, at);
    report?.({ stage: 'tissue', done: tile + 1, total: rows * columns });
  }
  return { ...sums, levelIndex, unreadable, ...blockSize(source, levelIndex, blockPixels) };
}

function markBlocks(blocks: Uint8Array, { width, blockPixels }: OverviewSums, at: PixelRect): void {
  for (let y = at.y; y < at.y + at.height; y += 1) {
    const row = Math.floor(y / blockPixels) * width;
    const last = Math.floor((at.x + at.width - 1) / blockPixels);
    blocks.fill(1, row + Math.floor(at.x / blockPixels), row + last + 1);
  }
}

function overviewLevel(source: PixelSource): number {
  const coarsest = source.levels.findLastIndex(level => level.mpp.x <= COARSEST_MPP);
  return Math.max(0, coarsest);
}

function blockSize(source: PixelSource, levelIndex: number, blockPixels: number) {
  const { mpp } = levelAt(source, levelIndex);
  const finest = levelAt(source, 0).mpp;
  const x = blockPixels * mpp.x;
  const y = blockPixels * mpp.y;
  return { blockMatrix: { x: x / finest.x, y: y / finest.y }, blockMm2: (x * y) / 1e6 };
}
