import { TimescopeError } from './errors';
import { inTurns } from './inTurns';
import type { PixelSource, PyramidLevel } from './pixelSource';
import { newRgbRaster, pasteRgb, type RgbRaster } from './raster';

/** A slide without a small level is not read for its picture. Ours: 64 tiles of 512 x 512. */
const MOST_PIXELS = 1 << 24;

/** A slide from far. */
export interface SlideOverview {
  /** What was never scanned, or cannot be read, is white. Colours as stored. */
  readonly picture: RgbRaster;
  readonly unreadableTiles: number;
}

/**
 * The whole slide, its longer side `longest` pixels: the means of the pixels of its smallest level that is as large.
 * @returns undefined where that level is too large to be read for a picture
 * @throws what the source throws when a tile may be readable later
 */
export async function slideOverview(
  source: PixelSource,
  longest: number,
  signal?: AbortSignal,
): Promise<SlideOverview | undefined> {
  const index = Math.max(
    0,
    source.levels.findLastIndex(level => longerSide(level) >= longest),
  );
  const level = source.levels[index];
  if (!level || level.width * level.height > MOST_PIXELS) return undefined;
  const means = new PictureMeans(level, Math.min(1, longest / longerSide(level)));
  let unreadableTiles = 0;
  for (let row = 0; row * level.tileHeight < level.height; row++) {
    const tiles = await rowOfTiles(source, { index, row }, level, signal);
    unreadableTiles += tiles.unreadable;
    means.add(tiles.pixels, row * level.tileHeight);
  }
  return { picture: means.picture(), unreadableTiles };
}

const longerSide = ({ width, height }: Pick<PyramidLevel, 'width' | 'height'>): number =>
  Math.max(width, height);

/** Tiles on their way together. Ours: a browser keeps six connections to a server. */
const AT_ONCE = 4;

async function rowOfTiles(
  source: PixelSource,
  { index, row }: { readonly index: number; readonly row: number },
  { width, height, tileWidth, tileHeight }: PyramidLevel,
  signal: AbortSignal | undefined,
): Promise<{ readonly pixels: RgbRaster; readonly unreadable: number }> {
  const y = row * tileHeight;
  const rect = { x: 0, y, width, height: Math.min(tileHeight, height - y) };
  const pixels = newRgbRaster(rect.width, rect.height);
  const columns = Array.from({ length: Math.ceil(width / tileWidth) }, (_, column) => column);
  let unreadable = 0;
  await inTurns(columns, AT_ONCE, async column => {
    const tile = await readableTile(source, [index, column, row], signal);
    if (tile === 'unreadable') unreadable++;
    else if (tile)
      pasteRgb(pixels, rect, tile, { x: column * tileWidth, y, width: tileWidth, height: tileHeight });
  });
  return { pixels, unreadable };
}

/** A tile that may be readable later ends it all. */
async function readableTile(
  source: PixelSource,
  at: readonly [level: number, column: number, row: number],
  signal: AbortSignal | undefined,
): Promise<RgbRaster | 'unreadable' | undefined> {
  signal?.throwIfAborted();
  try {
    return await source.readTile(...at, signal);
  } catch (thrown) {
    signal?.throwIfAborted();
    if (thrown instanceof TimescopeError && thrown.kind === 'rejected') return 'unreadable';
    throw thrown;
  }
}

/** Sums of the pixels under each pixel of a smaller picture. */
class PictureMeans {
  private readonly width: number;
  private readonly height: number;
  private readonly sums: Float64Array;
  private readonly counts: Uint32Array;
  /** Of each column of the level the column of the picture. */
  private readonly columns: Uint32Array;

  constructor(
    level: PyramidLevel,
    private readonly scale: number,
  ) {
    this.width = Math.max(1, Math.round(level.width * scale));
    this.height = Math.max(1, Math.round(level.height * scale));
    this.sums = new Float64Array(3 * this.width * this.height);
    this.counts = new Uint32Array(this.width * this.height);
    this.columns = Uint32Array.from({ length: level.width }, (_, x) => placed(x, scale, this.width));
  }

  /** Whole rows of the level from row `from`. */
  add({ width, height, values }: RgbRaster, from: number): void {
    for (let y = 0, at = 0; y < height; y++) {
      const row = placed(from + y, this.scale, this.height) * this.width;
      for (let x = 0; x < width; x++, at += 3) {
        const to = row + (this.columns[x] ?? 0);
        this.counts[to] = (this.counts[to] ?? 0) + 1;
        for (let channel = 0; channel < 3; channel++)
          this.sums[3 * to + channel] = (this.sums[3 * to + channel] ?? 0) + (values[at + channel] ?? 0);
      }
    }
  }

  picture(): RgbRaster {
    const picture = newRgbRaster(this.width, this.height);
    this.sums.forEach((sum, at) => {
      const count = this.counts[Math.floor(at / 3)] ?? 0;
      if (count > 0) picture.values[at] = Math.round(sum / count);
    });
    return picture;
  }
}

const placed = (at: number, scale: number, size: number): number =>
  Math.min(size - 1, Math.floor((at + 0.5) * scale));
