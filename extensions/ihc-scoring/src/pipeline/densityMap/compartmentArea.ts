import { fillAnnotation } from '../annotations/fillAnnotation';
import type { RingEdges } from '../annotations/ringEdges';
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
  const isLeftOut = blocksIn(leftOut, size, blockMatrix);
  for (let row = 0, block = 0; row < size.height; row++) {
    const firstBin = (rows[row] ?? 0) * width;
    for (let column = 0; column < size.width; column++, block++) {
      const value = values[block] ?? 0;
      if (value === 0 || isLeftOut?.[block] === 1) continue;
      const bin = (value - 1) * width * height + firstBin + (columns[column] ?? 0);
      blocks[bin] = (blocks[bin] ?? 0) + 1;
    }
  }
  const binsOfBlock = (blockMatrix.x / binMatrix.x) * (blockMatrix.y / binMatrix.y);
  return { blocks, blockMm2: (binsOfBlock * BIN_UM * BIN_UM) / 1e6 };
}

/** Areas and classes do not change while a threshold moves: what was made last for the same ones is given again. */
export function sameCompartmentArea(
  map: Pick<DensityMap, 'width' | 'height' | 'binMatrix'>,
  classes: TissueClasses,
  leftOut: readonly RingEdges[],
): CompartmentArea {
  const last = made.get(classes);
  const isSame =
    last?.area.blocks.length === PLANES * map.width * map.height &&
    last.leftOut.length === leftOut.length &&
    last.leftOut.every((edges, at) => edges === leftOut[at]);
  if (isSame) return last.area;
  const area = compartmentArea(map, classes, leftOut);
  made.set(classes, { leftOut, area });
  return area;
}

const made = new WeakMap<
  TissueClasses,
  { readonly leftOut: readonly RingEdges[]; readonly area: CompartmentArea }
>();

/** 1 where a block's centre lies in an area; undefined without areas. */
function blocksIn(
  areas: readonly RingEdges[],
  { width, height }: Pick<TissueClasses, 'width' | 'height'>,
  step: TissueClasses['blockMatrix'],
): Uint8Array | undefined {
  if (areas.length === 0) return undefined;
  const inside = new Uint8Array(width * height);
  for (const edges of areas) fillAnnotation(edges, { at: { x: 0, y: 0, width, height }, step }, 1, inside);
  return inside;
}

/** A centre on the border of two bins belongs to the second, however its division was rounded. */
const ROUNDING = 1e-6;

const binsOfBlocks = (blocks: number, binsOfBlock: number, bins: number): Uint32Array =>
  Uint32Array.from({ length: blocks }, (_, block) =>
    Math.min(bins - 1, Math.floor((block + 0.5) * binsOfBlock + ROUNDING)),
  );
