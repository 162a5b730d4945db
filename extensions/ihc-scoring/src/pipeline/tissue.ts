import type { Overview } from './overview';
import type { Region } from './region';
import { odTable } from './opticalDensity';
import type { Triple } from './stain/stainVectors';
import type { TileGap } from './tileReader';
import type { WorkingFrame } from './workingFrame';

/** Which blocks of the overview are tissue of the region, how much of each, and which of them could be read. */
export interface Tissue {
  readonly width: number;
  readonly height: number;
  readonly blockMatrix: { readonly x: number; readonly y: number };
  readonly blockMm2: number;
  /** 1 where cells may lie: tissue and one block around it. */
  readonly nearTissue: Uint8Array;
  /** Share of each block that is tissue inside the region, in 1/16. */
  readonly sixteenths: Uint8Array;
  /** Whether some of it is tissue only because the overview could not be read there. */
  readonly isAssumed: boolean;
}

/** OD sum of a block's mean colour from which it is tissue. Ours: three times the noise of glass between scanners. */
const TISSUE_OD_SUM = 0.1;
/** Standard deviation of green within a block from which it is tissue, in grey levels; glass has 1 to 3. Ours. */
const TISSUE_TEXTURE = 6;
/** Clefts of up to twice this many blocks (32 um) between tissue count as tissue. Ours. */
const CLOSING_BLOCKS = 2;

/** Finds tissue in the overview. Blocks that could not be read count as tissue: nothing is known of them. */
export function findTissue(overview: Overview, white: Triple, region: Region): Tissue {
  const { width, height } = overview;
  const tables = white.map(odTable);
  const raw = overview.unreadable.map((unread, block) =>
    unread || isTissue(overview, block, tables) ? 1 : 0,
  );
  const size = { width, height };
  const closed = erode(dilate(raw, size, CLOSING_BLOCKS), size, CLOSING_BLOCKS);
  const tissue = dilate(erode(closed, size, 1), size, 1).map((open, block) => open & (closed[block] ?? 0));
  const sixteenths = tissue.map((is, block) => (is ? shareInRegion(overview, block, region) : 0));
  return {
    ...size,
    blockMatrix: overview.blockMatrix,
    blockMm2: overview.blockMm2,
    nearTissue: dilate(tissue, size, 1),
    sixteenths,
    isAssumed: sixteenths.some((share, block) => share > 0 && overview.unreadable[block] === 1),
  };
}

/** Square millimetres of the tissue whose blocks `counts` accepts. */
export function tissueAreaMm2(tissue: Tissue, counts: (block: number) => boolean = () => true): number {
  let sixteenths = 0;
  tissue.sixteenths.forEach((share, block) => {
    if (share > 0 && counts(block)) sixteenths += share;
  });
  return (sixteenths / 16) * tissue.blockMm2;
}

/** The block at a matrix position. */
export function blockAt(tissue: Tissue, x: number, y: number): number {
  const column = Math.min(tissue.width - 1, Math.max(0, Math.floor(x / tissue.blockMatrix.x)));
  const row = Math.min(tissue.height - 1, Math.max(0, Math.floor(y / tissue.blockMatrix.y)));
  return row * tissue.width + column;
}

/** Blocks whose centre lies in one of the gaps, which are in pixels of the frame's level. */
export function blocksInGaps(tissue: Tissue, gaps: Iterable<TileGap>, frame: WorkingFrame): Uint8Array {
  const blocks = new Uint8Array(tissue.width * tissue.height);
  const toColumn = frame.matrixStep.x / frame.levelStep.x / tissue.blockMatrix.x;
  const toRow = frame.matrixStep.y / frame.levelStep.y / tissue.blockMatrix.y;
  for (const { rect } of gaps) {
    const columns = centresBetween(rect.x * toColumn, (rect.x + rect.width) * toColumn, tissue.width);
    const rows = centresBetween(rect.y * toRow, (rect.y + rect.height) * toRow, tissue.height);
    for (let row = rows.from; row < rows.to; row++) {
      blocks.fill(
        1,
        row * tissue.width + columns.from,
        row * tissue.width + Math.max(columns.from, columns.to),
      );
    }
  }
  return blocks;
}

function centresBetween(from: number, to: number, size: number): { from: number; to: number } {
  return { from: Math.max(0, Math.ceil(from - 0.5)), to: Math.min(size, Math.ceil(to - 0.5)) };
}

function isTissue(overview: Overview, block: number, tables: readonly Float64Array[]): boolean {
  const pixels = overview.pixels[block] ?? 0;
  if (pixels === 0) return false;
  const means = [overview.red, overview.green, overview.blue].map(sums => (sums[block] ?? 0) / pixels);
  const odSum = means.reduce((sum, mean, c) => sum + (tables[c]?.[Math.round(mean)] ?? 0), 0);
  const green = means[1] ?? 0;
  const variance = (overview.greenSquares[block] ?? 0) / pixels - green * green;
  return odSum >= TISSUE_OD_SUM || variance >= TISSUE_TEXTURE * TISSUE_TEXTURE;
}

/** How many of 4 x 4 points in the block lie in the region and in the image. */
function shareInRegion(overview: Overview, block: number, region: Region): number {
  const { width, blockMatrix } = overview;
  const x = block % width;
  const y = Math.floor(block / width);
  let inside = 0;
  for (let k = 0; k < 16; k++) {
    const atX = (x + ((k % 4) + 0.5) / 4) * blockMatrix.x;
    const atY = (y + (Math.floor(k / 4) + 0.5) / 4) * blockMatrix.y;
    if (region.contains(atX, atY)) inside++;
  }
  return inside;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Squares of 2 reach + 1 blocks. */
function dilate(mask: Uint8Array, size: Size, reach: number): Uint8Array {
  return squareRule(mask, size, reach, 1);
}

/** What lies beyond the rim counts as set, so tissue that the image cuts keeps its edge. */
function erode(mask: Uint8Array, size: Size, reach: number): Uint8Array {
  return squareRule(mask, size, reach, 0);
}

/** Spreads `value` by `reach` along rows, then along columns. */
function squareRule(mask: Uint8Array, { width, height }: Size, reach: number, value: 0 | 1): Uint8Array {
  const along = (from: Uint8Array, step: number, length: number, position: (i: number) => number) =>
    from.map((own, i) => {
      if (own === value) return own;
      const at = position(i);
      for (let k = -Math.min(reach, at); k <= Math.min(reach, length - 1 - at); k++) {
        if (from[i + k * step] === value) return value;
      }
      return own;
    });
  const rows = along(mask, 1, width, i => i % width);
  return along(rows, width, height, i => Math.floor(i / width));
}
