import { halve } from './halve.kernel';
import { CELL_MPP, type PixelSource, type PyramidLevel } from './pixelSource';
import { newRgbRaster, pasteRgb, type RgbRaster } from './raster';
import { micrometresPerPixel } from './units';

/** Geometric mean of a pixel's width and height in micrometres. */
export const meanMpp = ({ mpp }: Pick<PyramidLevel, 'mpp'>): number => Math.sqrt(mpp.x * mpp.y);

/**
 * Cells are measured on the level nearest to CELL_MPP. When the stored levels leave a gap there (single levels, steps of
 * four), a finer one would be sampled with holes and a coarser one has lost the nuclei. The source then gets one level
 * more: the halves (means of 2 x 2, as in a plain image's pyramid) of the coarsest level that is finer. Its tiles are
 * made of whole stored tiles, so gaps stay where they are. Otherwise the source comes back as it is.
 */
export function withWorkingLevel(source: PixelSource): PixelSource {
  const finer = source.levels.findLastIndex(level => meanMpp(level) < NEAR.from);
  const base = source.levels[finer];
  const isThere = source.levels.some(level => meanMpp(level) >= NEAR.from && meanMpp(level) <= NEAR.to);
  if (isThere || !base) return source;
  const made = halvedLevel(base);
  const levels = [...source.levels.slice(0, finer + 1), made.level, ...source.levels.slice(finer + 1)];
  return {
    levels,
    readTile: (index, column, row, signal) => {
      if (index <= finer) return source.readTile(index, column, row, signal);
      if (index > finer + 1) return source.readTile(index - 1, column, row, signal);
      return halvedTile(source, { ...made, index: finer, base, column, row }, signal);
    },
  };
}

/** A level within this range, a factor of the square root of two around CELL_MPP, needs no other. */
export const NEAR = { from: CELL_MPP / Math.SQRT2, to: CELL_MPP * Math.SQRT2 };

interface HalvedLevel {
  readonly level: PyramidLevel;
  readonly halvings: number;
  /** Stored tiles along the edges of one tile of the level. */
  readonly stored: { readonly x: number; readonly y: number };
}

function halvedLevel(base: PyramidLevel): HalvedLevel {
  let halvings = 1;
  while (meanMpp(base) * 2 ** halvings < NEAR.from) halvings += 1;
  const factor = 2 ** halvings;
  const stored = { x: tilesToHalve(base.tileWidth, factor), y: tilesToHalve(base.tileHeight, factor) };
  return {
    halvings,
    stored,
    level: {
      width: Math.ceil(base.width / factor),
      height: Math.ceil(base.height / factor),
      tileWidth: (stored.x * base.tileWidth) / factor,
      tileHeight: (stored.y * base.tileHeight) / factor,
      mpp: {
        x: micrometresPerPixel(base.mpp.x * factor),
        y: micrometresPerPixel(base.mpp.y * factor),
      },
    },
  };
}

/** The least number of tiles whose edges together can be divided by `factor`, a power of two. */
function tilesToHalve(edge: number, factor: number): number {
  let tiles = factor;
  while (tiles > 1 && ((tiles / 2) * edge) % factor === 0) tiles /= 2;
  return tiles;
}

async function halvedTile(
  source: PixelSource,
  made: HalvedLevel & {
    readonly index: number;
    readonly base: PyramidLevel;
    readonly column: number;
    readonly row: number;
  },
  signal: AbortSignal | undefined,
): Promise<RgbRaster | undefined> {
  const { base, stored, level, column, row } = made;
  const [x, y] = [column * stored.x * base.tileWidth, row * stored.y * base.tileHeight];
  // What lies beyond the level's edge is filling and must not be mixed into the last pixels.
  const width = Math.min(stored.x * base.tileWidth, base.width - x);
  const height = Math.min(stored.y * base.tileHeight, base.height - y);
  const whole = newRgbRaster(width, height);
  let isEmpty = true;
  for (let top = y; top < y + height; top += base.tileHeight)
    for (let left = x; left < x + width; left += base.tileWidth) {
      const at = [left / base.tileWidth, top / base.tileHeight] as const;
      const tile = await source.readTile(made.index, ...at, signal);
      if (!tile) continue;
      isEmpty = false;
      pasteRgb(whole, { x, y, width, height }, tile, {
        x: left,
        y: top,
        width: tile.width,
        height: tile.height,
      });
    }
  return isEmpty ? undefined : filledUp(halved(whole, made.halvings), level.tileWidth, level.tileHeight);
}

function halved(rgb: RgbRaster, times: number): RgbRaster {
  let result = rgb;
  for (let done = 0; done < times; done++) result = halve(result);
  return result;
}

/** Edge tiles are full size, as stored ones are. */
function filledUp(rgb: RgbRaster, width: number, height: number): RgbRaster {
  if (rgb.width === width && rgb.height === height) return rgb;
  const tile = newRgbRaster(width, height);
  pasteRgb(tile, { x: 0, y: 0, width, height }, rgb, { x: 0, y: 0, width: rgb.width, height: rgb.height });
  return tile;
}
