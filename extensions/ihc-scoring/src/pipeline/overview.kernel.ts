import type { PixelRect, RgbRaster } from '@timescope/core/raster';

/** What one pass over a coarse level leaves: sums over square blocks and the histogram of all pixels. */
export interface OverviewSums {
  /** Columns and rows of blocks. */
  readonly width: number;
  readonly height: number;
  /** Level pixels along a block's edge. */
  readonly blockPixels: number;
  /** Per block: pixels, red, green, blue and the squares of green. */
  readonly pixels: WholeNumbers;
  readonly red: WholeNumbers;
  readonly green: WholeNumbers;
  readonly blue: WholeNumbers;
  readonly greenSquares: WholeNumbers;
  /** Three times 256, red first. */
  readonly histogram: Float64Array;
  /** The same of the bright, nearly grey pixels that are not pure white: glass beside a filled-in margin. */
  readonly glassHistogram: Float64Array;
}

/** 32 bits a number where the squares of a whole block have room: a large slide has millions of blocks. */
export type WholeNumbers = Uint32Array | Float64Array;

/** A white block of this many pixels along its edge has squares just below 2^32. */
const LARGEST_BLOCK_OF_32_BITS = 256;

export function newOverviewSums(levelWidth: number, levelHeight: number, blockPixels: number): OverviewSums {
  const width = Math.ceil(levelWidth / blockPixels);
  const height = Math.ceil(levelHeight / blockPixels);
  const hasRoom = blockPixels <= LARGEST_BLOCK_OF_32_BITS;
  const sums = () => (hasRoom ? new Uint32Array(width * height) : new Float64Array(width * height));
  return {
    width,
    height,
    blockPixels,
    pixels: sums(),
    red: sums(),
    green: sums(),
    blue: sums(),
    greenSquares: sums(),
    histogram: new Float64Array(768),
    glassHistogram: new Float64Array(768),
  };
}

/** Channels of glass are at least this bright and differ by at most this much. Ours. */
const GLASS_MIN = 200;
const GLASS_SPREAD = 20;

/** Adds the pixels of `part`, which lie at `at` in the level. Whole numbers only: the order of parts does not matter. */
export function addToOverview(sums: OverviewSums, part: RgbRaster, at: PixelRect): void {
  const { values } = part;
  for (let y = 0, from = 0; y < part.height; y++) {
    const blockRow = Math.floor((at.y + y) / sums.blockPixels) * sums.width;
    for (let x = 0; x < part.width; x++, from += 3) {
      const block = blockRow + Math.floor((at.x + x) / sums.blockPixels);
      const r = values[from]!;
      const g = values[from + 1]!;
      const b = values[from + 2]!;
      sums.pixels[block]!++;
      sums.red[block]! += r;
      sums.green[block]! += g;
      sums.blue[block]! += b;
      sums.greenSquares[block]! += g * g;
      count(sums.histogram, r, g, b);
      const darkest = Math.min(r, g, b);
      if (darkest >= GLASS_MIN && darkest < 255 && Math.max(r, g, b) - darkest <= GLASS_SPREAD)
        count(sums.glassHistogram, r, g, b);
    }
  }
}

function count(histogram: Float64Array, r: number, g: number, b: number): void {
  histogram[r]!++;
  histogram[256 + g]!++;
  histogram[512 + b]!++;
}
