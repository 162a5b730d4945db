import { odTable } from '../opticalDensity';
import type { OverviewSums } from '../overview.kernel';
import type { Triple } from '../stain/stainVectors';

/** Optical density of each block's mean colour; 0 for blocks without pixels. */
export interface BlockDensities {
  readonly red: Float64Array;
  readonly green: Float64Array;
  readonly blue: Float64Array;
}

export function blockDensities(overview: OverviewSums, white: Triple): BlockDensities {
  const channel = (sums: Float64Array, glass: number) => {
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

/** 1 for the blocks whose densities fulfil a rule. */
export function blocksWhere(
  { red, green, blue }: BlockDensities,
  rule: (red: number, green: number, blue: number) => boolean,
): Uint8Array {
  const blocks = new Uint8Array(red.length);
  for (let block = 0; block < blocks.length; block++)
    if (rule(red[block]!, green[block]!, blue[block]!)) blocks[block] = 1;
  return blocks;
}
