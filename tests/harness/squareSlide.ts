import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { createSlideFiles } from '@timescope/runtime/encode/slideFiles';
import { mkdir } from 'node:fs/promises';
import { slideDescription } from '../../packages/cli/src/dicomize/slideDescription';

type Colour = readonly [number, number, number];

export const GLASS: Colour = [240, 240, 242];
const HAZE: Colour = [188, 184, 214];
const BROWN: Colour = [140, 100, 70];

/** Pixels of the finest level, which are 0.25 um large. */
export const SIZE = { width: 2000, height: 1500 } as const;
export const SQUARE = { x0: 900, y0: 600, x1: 1200, y1: 900 } as const;
const TISSUE = { x: 1000, y: 750, rx: 800, ry: 600 } as const;
const MPP = 0.25;
const TILE = 256;
/** No power of two: the pixels of each level are 2.5 times as large as those of the one before. */
const STEPS = [1, 2.5, 6.25] as const;

/** A brown square on a pale blue oval on glass, as a DICOM slide. */
export async function writeSquareSlide(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const grids = STEPS.map(step => ({
    ...{ width: SIZE.width / step, height: SIZE.height / step, tileWidth: TILE, tileHeight: TILE },
    spacingMm: String((MPP * step) / 1000),
  }));
  const about = slideDescription({}, 'square'.padEnd(64, '0'), new Date(0), {});
  const files = await createSlideFiles(folder, about, grids, { kind: 'uncompressed', lossyRatio: undefined });
  for (const [level, step] of STEPS.entries())
    for (let y = 0; y < SIZE.height / step; y += TILE)
      for (let x = 0; x < SIZE.width / step; x += TILE) await files.addTile(level, tileAt(x, y, step));
  await files.finish();
}

function tileAt(x: number, y: number, step: number): RgbRaster {
  const tile = newRgbRaster(TILE, TILE);
  for (let pixel = 0; pixel < TILE * TILE; pixel++) {
    const at = [(x + (pixel % TILE) + 0.5) * step, (y + Math.floor(pixel / TILE) + 0.5) * step] as const;
    tile.values.set(colourAt(...at), 3 * pixel);
  }
  return tile;
}

function colourAt(x: number, y: number): Colour {
  if (x >= SQUARE.x0 && x < SQUARE.x1 && y >= SQUARE.y0 && y < SQUARE.y1) return BROWN;
  return ((x - TISSUE.x) / TISSUE.rx) ** 2 + ((y - TISSUE.y) / TISSUE.ry) ** 2 < 1 ? HAZE : GLASS;
}
