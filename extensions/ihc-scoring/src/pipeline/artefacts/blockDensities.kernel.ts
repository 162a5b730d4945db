import { odTable } from '../opticalDensity';
import type { OverviewSums, WholeNumbers } from '../overview.kernel';
import type { Triple } from '../stain/stainVectors';

/** Optical density of each block's mean colour; 0 for blocks without pixels. */
export interface BlockDensities {
  readonly red: Float64Array;
  readonly green: Float64Array;
  readonly blue: Float64Array;
}

export function blockDensities(overview: OverviewSums, white: Triple): BlockDensities {
  const channel = (sums: WholeNumbers, glass: number) => {
    const table = odTable(glass);
    const densities = new Float64Array(sums.length);
    for (let block = 0; block < sums.length; block++) {
      const pixels = overview.pixels[block]!;
      if (pixels > 0) densities[block] = table[Math.round(sums[block]! / pixels)]!;
    }
    return densities;
  };
  return {
    red: channel(overview.red, white[0]),
    green: channel(overview.green, white[1]),
    blue: channel(overview.blue, white[2]),
  };
}

/** What a block's densities must fulfil; what is not given is free. */
export interface DensityBounds {
  /** Least sum of the three. */
  readonly sum?: number;
  /** Least value of the least one. */
  readonly least?: number;
  /** Least ratio of the least one to the greatest. */
  readonly evenness?: number;
  /** Least and greatest ratio to green. */
  readonly redToGreen?: readonly [number, number];
  readonly blueToGreen?: readonly [number, number];
}

/** 1 for the blocks within the bounds. */
export function blocksWithin({ red, green, blue }: BlockDensities, bounds: DensityBounds): Uint8Array {
  const { sum = 0, least = 0, evenness = 0 } = bounds;
  const [redFrom, redTo] = bounds.redToGreen ?? [0, Infinity];
  const [blueFrom, blueTo] = bounds.blueToGreen ?? [0, Infinity];
  const blocks = new Uint8Array(red.length);
  for (let block = 0; block < blocks.length; block++) {
    const [r, g, b] = [red[block]!, green[block]!, blue[block]!];
    if (r + g + b < sum || r < redFrom * g || b < blueFrom * g) continue;
    // Infinity times no density is no number, and no bound.
    if (r > redTo * g || b > blueTo * g) continue;
    const darkest = Math.min(r, g, b);
    if (darkest >= least && darkest >= evenness * Math.max(r, g, b)) blocks[block] = 1;
  }
  return blocks;
}

/** The median, over the blocks of a mask, of a block's least density, in steps of 0.01; 0 for none. */
export function medianLeastDensity({ red, green, blue }: BlockDensities, mask: Uint8Array): number {
  const histogram = new Float64Array(300);
  let total = 0;
  for (let block = 0; block < mask.length; block++) {
    if (mask[block] === 0) continue;
    const least = Math.min(red[block]!, green[block]!, blue[block]!);
    histogram[Math.min(299, Math.floor(least * 100))]!++;
    total++;
  }
  let below = 0;
  return (
    Math.max(
      0,
      histogram.findIndex(count => (below += count) >= total / 2),
    ) / 100
  );
}
