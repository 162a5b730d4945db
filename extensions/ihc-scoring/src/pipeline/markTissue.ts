import type { PixelRect } from '@timescope/core/raster';
import type { TileGap } from './tileReader';
import { blocksInGaps, type TissueMap } from './tissue';
import type { WorkingFrame } from './workingFrame';

/** What is known of each pixel of a rectangle, a byte each. */
export interface PixelMarks {
  /** 1 where a cell may have its centre: in the region, read, no artefact, tissue or one block beside it. */
  readonly counts: Uint8Array;
  /** 1 where such a pixel lies in a block of tissue: what areas and shares of area are made of. */
  readonly inTissue: Uint8Array;
}

/**
 * Takes from `counts` the pixels whose centre lies in a block that is neither tissue nor next to it, or that the gaps leave
 * without pixels, and sets `inTissue` to those that are left in blocks of tissue.
 */
export function markTissue(
  tissue: TissueMap,
  frame: WorkingFrame,
  gaps: readonly TileGap[],
  at: PixelRect,
  { counts, inTissue }: PixelMarks,
): void {
  const isUnread = gaps.length > 0 ? blocksInGaps(tissue, gaps, frame) : undefined;
  const columns = runsOfBlocks(at.x, at.width, frame.matrixStep.x / tissue.blockMatrix.x, tissue.width);
  const rows = runsOfBlocks(at.y, at.height, frame.matrixStep.y / tissue.blockMatrix.y, tissue.height);
  inTissue.set(counts);
  for (const row of rows)
    for (const column of columns) {
      const block = row.block * tissue.width + column.block;
      const isRead = isUnread?.[block] !== 1;
      if (!isRead || tissue.nearTissue[block] !== 1) clear(counts, at.width, row, column);
      if (!isRead || tissue.isTissue[block] !== 1) clear(inTissue, at.width, row, column);
    }
}

function clear(marks: Uint8Array, width: number, row: BlockRun, column: BlockRun): void {
  for (let y = row.from; y < row.to; y++) marks.fill(0, y * width + column.from, y * width + column.to);
}

/** Pixels of one block, counted from the rectangle's first: from <= pixel < to. */
interface BlockRun {
  readonly block: number;
  readonly from: number;
  readonly to: number;
}

/** Which pixels along one axis have their centre in which block; the first and last block reach to the slide's ends. */
function runsOfBlocks(start: number, count: number, blocksPerPixel: number, blocks: number): BlockRun[] {
  const blockOf = (pixel: number) =>
    Math.min(blocks - 1, Math.max(0, Math.floor((start + pixel + 0.5) * blocksPerPixel)));
  const runs: BlockRun[] = [];
  for (let from = 0, to = 1; from < count; from = to, to = from + 1) {
    const block = blockOf(from);
    while (to < count && blockOf(to) === block) to++;
    runs.push({ block, from, to });
  }
  return runs;
}
