import type { PixelRect } from '@timescope/core/raster';
import { concatCellTables, type CellTable } from './cellTable';
import { blocksNotRead } from './coverage';
import { TILE_MARGIN } from './detection/detectNuclei';
import { tileBuffers } from './detection/tileBuffers';
import { nucleusKernels } from './detection/typescriptKernels';
import type { Region } from './region';
import type { ScoreContext } from './scoreRequest';
import { scoreTile } from './scoreTile';
import type { Settings } from './settings';
import type { StainTables } from './stain';
import type { TileReader } from './tileReader';
import { blockAt, type Tissue } from './tissue';
import { withMargin, workingTiles, type WorkingFrame } from './workingFrame';
import { workingTile } from './workingTile';

/** Edge of a tile in working pixels (512 um), without its margin. */
export const TILE_EDGE = 1024;

export interface CellSearch {
  readonly frame: WorkingFrame;
  readonly reader: TileReader;
  readonly region: Region;
  readonly tissue: Tissue;
  readonly tables: StainTables;
  readonly settings: Settings;
}

/**
 * The cells of the tissue in the region, tile by tile, row by row. A tile without tissue is not read. A cell belongs to
 * the tile that holds its centre, so each is found once; it counts where the tissue's area counts, in blocks that were
 * read.
 */
export async function findCells(
  search: CellSearch,
  { report, signal, onPartial }: ScoreContext,
  edge = TILE_EDGE,
): Promise<CellTable> {
  const { frame, region, tissue } = search;
  const wanted = workingTiles(frame, edge).filter(tile => holdsTissue(tile, search));
  const side = edge + 2 * TILE_MARGIN;
  const kernels = nucleusKernels();
  const buffers = tileBuffers(kernels, Math.min(side, frame.width) * Math.min(side, frame.height));
  const found: CellTable[] = [];
  for (const [index, tile] of wanted.entries()) {
    signal?.throwIfAborted();
    const at = withMargin(tile, TILE_MARGIN, frame);
    const rgb = await workingTile(search.reader, frame, at);
    const notRead = blocksNotRead(tissue, search.reader, frame);
    const counts = (x: number, y: number) => {
      const block = blockAt(tissue, x, y);
      return tissue.nearTissue[block] === 1 && notRead[block] === 0 && region.contains(x, y);
    };
    const input = {
      rgb,
      at,
      owned: tile,
      counts: bytesOf(at, frame, counts),
      compartments: new Uint8Array(at.width * at.height),
    };
    const job = { ...search.settings, tables: search.tables, matrixStep: frame.matrixStep };
    const { cells } = scoreTile(input, job, kernels, buffers);
    found.push(cells);
    onPartial?.(cells);
    report?.({ stage: 'cells', done: index + 1, total: wanted.length });
  }
  return concatCellTables(found);
}

/** A byte a working pixel of `at`: 1 where `counts` accepts its centre, in matrix pixels. */
function bytesOf(
  at: PixelRect,
  { matrixStep }: WorkingFrame,
  counts: (x: number, y: number) => boolean,
): Uint8Array {
  return Uint8Array.from({ length: at.width * at.height }, (_, i) => {
    const x = (at.x + (i % at.width) + 0.5) * matrixStep.x;
    const y = (at.y + Math.floor(i / at.width) + 0.5) * matrixStep.y;
    return counts(x, y) ? 1 : 0;
  });
}

/** Whether a block of tissue, or next to tissue, lies in the tile and in the bounds of the region. */
function holdsTissue(tile: PixelRect, { frame, region, tissue }: CellSearch): boolean {
  const { x: stepX, y: stepY } = frame.matrixStep;
  const { bounds } = region;
  const left = Math.max(tile.x * stepX, bounds.x);
  const right = Math.min((tile.x + tile.width) * stepX, bounds.x + bounds.width);
  const upper = Math.max(tile.y * stepY, bounds.y);
  const lower = Math.min((tile.y + tile.height) * stepY, bounds.y + bounds.height);
  if (left >= right || upper >= lower) return false;
  const first = blockAt(tissue, left, upper);
  const last = blockAt(tissue, right, lower);
  for (let row = first - (first % tissue.width); row <= last; row += tissue.width) {
    const end = row + (last % tissue.width);
    if (tissue.nearTissue.subarray(row + (first % tissue.width), end + 1).includes(1)) return true;
  }
  return false;
}
