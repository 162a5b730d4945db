import { blocksWithin, medianLeastDensity, type BlockDensities } from './blockDensities.kernel';
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
  const dark = Math.max(DARK, TIMES_USUAL * medianLeastDensity(densities, tissue));
  const blueToGreen = [0, MOST_BLUE] as const;
  const isDark = blocksWithin(densities, { least: dark, blueToGreen });
  const middle = opened(closed(isDark, grid, 1), grid, 1);
  if (!middle.includes(1)) return middle;
  const edges = blocksWithin(densities, { least: EDGE, blueToGreen });
  return grown(middle, edges, grid, EDGE_BLOCKS).map((is, block) => is & (tissue[block] ?? 0));
}
