import { readPart10 } from '@timescope/core/dicom/read/part10';
import { readSlide } from '@timescope/core/dicom/read/slide';
import { sourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { createSlideFiles } from '@timescope/runtime/encode/slideFiles';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { slideDescription } from '../../packages/cli/src/dicomize/slideDescription';

const TILE = 256;
const LEVELS = 4;

/** An image as a DICOM slide of four levels, each half as large as the one before, and how it is read. */
export async function drawnDicomSlide(image: RgbRaster, mpp: number) {
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-slide-'));
  const grids = Array.from({ length: LEVELS }, (_, index) => ({
    width: Math.floor(image.width / 2 ** index),
    height: Math.floor(image.height / 2 ** index),
    ...{ tileWidth: TILE, tileHeight: TILE },
    spacingMm: String((mpp * 2 ** index) / 1000),
  }));
  const about = slideDescription({}, 'drawn'.padEnd(64, '0'), new Date(0), {});
  const files = await createSlideFiles(folder, about, grids, { kind: 'uncompressed', lossyRatio: undefined });
  for (const [level, { width, height }] of grids.entries())
    for (let y = 0; y < height; y += TILE)
      for (let x = 0; x < width; x += TILE) await files.addTile(level, tileOf(image, x, y, 2 ** level));
  const paths = await files.finish();
  const instances = await Promise.all(
    paths.map(async file => {
      const { dataset, meta } = readPart10(await readFile(file));
      return { ...dataset, '00020010': { vr: 'UI', Value: [meta.transferSyntax] } };
    }),
  );
  return { folder, slide: readSlide(instances), source: sourceAttributes(instances) };
}

/** Nearest pixels; white beyond the image. */
export function tileOf(image: RgbRaster, x0: number, y0: number, step: number): RgbRaster {
  const tile = newRgbRaster(TILE, TILE);
  tile.values.fill(255);
  for (let pixel = 0; pixel < TILE * TILE; pixel++) {
    const x = (x0 + (pixel % TILE)) * step;
    const y = (y0 + Math.floor(pixel / TILE)) * step;
    if (x >= image.width || y >= image.height) continue;
    const from = 3 * (y * image.width + x);
    tile.values.set(image.values.subarray(from, from + 3), 3 * pixel);
  }
  return tile;
}
