import type { PixelSource, PyramidLevel } from '@timescope/core/pixelSource';
import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { tileReader } from '../tileReader';
import { levelAt } from '../workingFrame';

/** A slide without a small level is not read for its picture. Ours: 64 tiles of 512 x 512. */
const MOST_PIXELS = 1 << 24;

/**
 * The whole slide, its longer side `longest` pixels: the means of the pixels of its smallest level that is as large. What was
 * never scanned is white. Colours as stored.
 * @returns undefined where that level is too large to be read for a picture
 * @throws what the source throws when a tile may be readable later
 */
export async function slidePicture(
  source: PixelSource,
  longest: number,
  signal?: AbortSignal,
): Promise<RgbRaster | undefined> {
  const index = Math.max(
    0,
    source.levels.findLastIndex(level => longerSide(level) >= longest),
  );
  const level = levelAt(source, index);
  if (level.width * level.height > MOST_PIXELS) return undefined;
  const scale = Math.min(1, longest / longerSide(level));
  const means = new PictureMeans(level, scale);
  const reader = tileReader(source, signal, 0);
  for (let y = 0; y < level.height; y += level.tileHeight) {
    const height = Math.min(level.tileHeight, level.height - y);
    means.add(await reader.read(index, { x: 0, y, width: level.width, height }), y);
  }
  return means.picture();
}

const longerSide = ({ width, height }: Pick<PyramidLevel, 'width' | 'height'>): number =>
  Math.max(width, height);

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
