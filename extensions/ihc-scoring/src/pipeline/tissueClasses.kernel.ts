import type { PixelRect } from '@timescope/core/raster';
import type { WorkingFrame } from './workingFrame';

/** Edge of a block in working pixels: 16 um, fine enough to draw and small enough to keep for a whole slide. Ours. */
const BLOCK = 32;
/** Other tissue, tumour, stroma. */
const COMPARTMENTS = 3;

/** Pixels of tissue in each block by compartment: a plane of blocks each, in the order of the compartments' codes. */
export interface ClassCounts {
  /** Which blocks, counted from the slide's top left corner. */
  readonly at: PixelRect;
  readonly pixels: Uint16Array<ArrayBuffer>;
}

/** What lies where on the slide: 0 nothing that was measured, 1 other tissue, 2 tumour, 3 stroma. Row by row. */
export interface TissueClasses {
  readonly width: number;
  readonly height: number;
  /** Matrix pixels along a block's edges. */
  readonly blockMatrix: { readonly x: number; readonly y: number };
  readonly values: Uint8Array<ArrayBuffer>;
}

/** The blocks under a tile's own pixels. Counts of neighbouring tiles add up, so the cutting cannot show. */
export function classCounts({ at, owned, inTissue, compartments }: TileMarks): ClassCounts {
  const left = Math.floor(owned.x / BLOCK);
  const upper = Math.floor(owned.y / BLOCK);
  const width = Math.ceil((owned.x + owned.width) / BLOCK) - left;
  const height = Math.ceil((owned.y + owned.height) / BLOCK) - upper;
  const pixels = new Uint16Array(COMPARTMENTS * width * height);
  for (let y = owned.y; y < owned.y + owned.height; y++) {
    const blocks = (Math.floor(y / BLOCK) - upper) * width - left;
    const row = (y - at.y) * at.width - at.x;
    for (let x = owned.x; x < owned.x + owned.width; x++) {
      if (inTissue[row + x] !== 1) continue;
      const block = compartments[row + x]! * width * height + blocks + Math.floor(x / BLOCK);
      pixels[block]!++;
    }
  }
  return { at: { x: left, y: upper, width, height }, pixels };
}

/** What is known of a tile's pixels (see PixelMarks), and which of them are its own. */
export interface TileMarks {
  readonly at: PixelRect;
  readonly owned: PixelRect;
  readonly inTissue: Uint8Array;
  readonly compartments: Uint8Array;
}

export function newClassCounts({ width, height }: Pick<WorkingFrame, 'width' | 'height'>): ClassCounts {
  const at = { x: 0, y: 0, width: Math.ceil(width / BLOCK), height: Math.ceil(height / BLOCK) };
  return { at, pixels: new Uint16Array(COMPARTMENTS * at.width * at.height) };
}

/** Adds a tile's blocks to the slide's. */
export function addClassCounts(slide: ClassCounts, tile: ClassCounts): void {
  const { width, height } = tile.at;
  for (let plane = 0; plane < COMPARTMENTS; plane++)
    for (let row = 0; row < height; row++) {
      const to = (plane * slide.at.height + tile.at.y + row) * slide.at.width + tile.at.x;
      const from = (plane * height + row) * width;
      for (let column = 0; column < width; column++)
        slide.pixels[to + column]! += tile.pixels[from + column]!;
    }
}

/** A block is tissue when at least half of its pixels are; it is of the compartment that most of these are of. */
export function tissueClasses(
  { at: { width, height }, pixels }: ClassCounts,
  { matrixStep }: Pick<WorkingFrame, 'matrixStep'>,
): TissueClasses {
  const blocks = width * height;
  const values = new Uint8Array(blocks);
  for (let block = 0; block < blocks; block++) {
    const other = pixels[block]!;
    const tumour = pixels[blocks + block]!;
    const stroma = pixels[2 * blocks + block]!;
    if (2 * (other + tumour + stroma) < BLOCK * BLOCK) continue;
    const isMostly = (count: number) => count === Math.max(other, tumour, stroma);
    values[block] = isMostly(other) ? 1 : isMostly(tumour) ? 2 : 3;
  }
  return { width, height, blockMatrix: { x: BLOCK * matrixStep.x, y: BLOCK * matrixStep.y }, values };
}
