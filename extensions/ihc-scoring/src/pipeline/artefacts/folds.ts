import { blocksWhere, type BlockDensities } from './blockDensities.kernel';
import { closed, grown, opened, type BlockGrid } from './blockMask.kernel';

/** A fold is dark in every channel: the least of its three densities is at least this. Ours. */
const DARK = 0.5;
/** And this many times as dark as half of the slide's tissue: two or three layers and their edges. Ours. */
const TIMES_USUAL = 3;
/** Brown is no fold: where DAB prevails, blue has the greatest density, and one layer may be as dark. Ours. */
const MOST_BLUE = 0.8;
/** What a fold's edges still have, and blocks that they reach from its middle. Ours. */
const EDGE = 0.35;
const EDGE_BLOCKS = 2;

/** Blocks where tissue lies double. Narrower ones than three blocks (24 um) are not told from dense nuclei. */
export function folds(densities: BlockDensities, tissue: Uint8Array, grid: BlockGrid): Uint8Array {
  const dark = Math.max(DARK, TIMES_USUAL * usualDensity(densities, tissue));
  const isFold = blocksWhere(densities, (r, g, b) => Math.min(r, g, b) >= dark && b <= MOST_BLUE * g);
  const middle = opened(closed(isFold, grid, 1), grid, 1);
  const edges = blocksWhere(densities, (r, g, b) => Math.min(r, g, b) >= EDGE && b <= MOST_BLUE * g);
  return grown(middle, edges, grid, EDGE_BLOCKS).map((is, block) => is & (tissue[block] ?? 0));
}

/** The median over tissue of a block's least density, in steps of 0.01. */
function usualDensity({ red, green, blue }: BlockDensities, tissue: Uint8Array): number {
  const histogram = new Float64Array(300);
  tissue.forEach((is, block) => {
    if (is === 0) return;
    const least = Math.min(red[block] ?? 0, green[block] ?? 0, blue[block] ?? 0);
    const bin = Math.min(histogram.length - 1, Math.floor(least * 100));
    histogram[bin] = (histogram[bin] ?? 0) + 1;
  });
  const total = histogram.reduce((sum, count) => sum + count, 0);
  let below = 0;
  const median = histogram.findIndex(count => (below += count) >= total / 2);
  return Math.max(0, median) / 100;
}
