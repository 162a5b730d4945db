import type { PixelRect } from '@timescope/core/raster';
import type { TileGap } from './tileReader';
import { blocksInGaps, type TissueMap } from './tissue';
import type { WorkingFrame } from './workingFrame';

/**
 * Takes from `counts` (a byte a pixel of `at`) the pixels whose centre lies in a block that is neither tissue nor next to
 * it, or that the gaps leave without pixels: cells count where the tissue's area counts.
 */
export function markTissue(
  tissue: TissueMap,
  frame: WorkingFrame,
  gaps: readonly TileGap[],
  at: PixelRect,
  counts: Uint8Array,
): void {
  const isUnread = gaps.length > 0 ? blocksInGaps(tissue, gaps, frame) : undefined;
  const columns = runsOfBlocks(at.x, at.width, frame.matrixStep.x / tissue.blockMatrix.x, tissue.width);
  const rows = runsOfBlocks(at.y, at.height, frame.matrixStep.y / tissue.blockMatrix.y, tissue.height);
  for (const row of rows)
    for (const column of columns) {
      const block = row.block * tissue.width + column.block;
      if (tissue.nearTissue[block] === 1 && isUnread?.[block] !== 1) continue;
      for (let y = row.from; y < row.to; y++)
        counts.fill(0, y * at.width + column.from, y * at.width + column.to);
    }
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
