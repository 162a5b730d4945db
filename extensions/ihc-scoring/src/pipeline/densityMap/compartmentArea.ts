import { isInside, type RingEdges } from '../annotations/ringEdges';
import type { TissueClasses } from '../tissueClasses.kernel';
import { BIN_UM, PLANES, type DensityMap } from './densityMap';

/** How much tissue of which compartment lies in each bin of a density map. */
export interface CompartmentArea {
  /** Blocks of tissue whose centre lies in the bin: PLANES * width * height counts, in the order of the map. */
  readonly blocks: Uint32Array;
  readonly blockMm2: number;
}

/**
 * The tissue under a density map, in the blocks of 16 um that are stored with a result: whole numbers, the same when the
 * result is opened again.
 * @param leftOut Areas that do not count: a block with its centre in one of them is left out.
 */
export function compartmentArea(
  { width, height, binMatrix }: Pick<DensityMap, 'width' | 'height' | 'binMatrix'>,
  { values, blockMatrix, ...size }: TissueClasses,
  leftOut: readonly RingEdges[],
): CompartmentArea {
  const blocks = new Uint32Array(PLANES * width * height);
  const columns = binsOfBlocks(size.width, blockMatrix.x / binMatrix.x, width);
  const rows = binsOfBlocks(size.height, blockMatrix.y / binMatrix.y, height);
  const isLeftOut = (x: number, y: number) => leftOut.some(edges => isInside(edges, x, y));
  for (let row = 0, block = 0; row < size.height; row++) {
    const firstBin = (rows[row] ?? 0) * width;
    for (let column = 0; column < size.width; column++, block++) {
      const value = values[block] ?? 0;
      if (value === 0) continue;
      if (leftOut.length > 0 && isLeftOut((column + 0.5) * blockMatrix.x, (row + 0.5) * blockMatrix.y))
        continue;
      const bin = (value - 1) * width * height + firstBin + (columns[column] ?? 0);
      blocks[bin] = (blocks[bin] ?? 0) + 1;
    }
  }
  const binsOfBlock = (blockMatrix.x / binMatrix.x) * (blockMatrix.y / binMatrix.y);
  return { blocks, blockMm2: (binsOfBlock * BIN_UM * BIN_UM) / 1e6 };
}

/** A centre on the border of two bins belongs to the second, however its division was rounded. */
const ROUNDING = 1e-6;

const binsOfBlocks = (blocks: number, binsOfBlock: number, bins: number): Uint32Array =>
  Uint32Array.from({ length: blocks }, (_, block) =>
    Math.min(bins - 1, Math.floor((block + 0.5) * binsOfBlock + ROUNDING)),
  );
