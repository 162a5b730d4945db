import { decimalMillimetres, PLAIN_TILE, plainImageSource, pyramidOf } from '@timescope/core/plainPyramid';
import { newRgbRaster, pasteRgb, type RgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';
import { createSlideFiles } from '@timescope/runtime/encode/slideFiles';
import { makeField } from '@timescope/synthetic/field/field';
import { scannerField } from '@timescope/synthetic/field/fieldSpec';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { slideDescription } from '../../packages/cli/src/dicomize/slideDescription';

const MPP = 0.5;
/** Pixels of a slide's edge: 80 um, some dozen cells. */
const EDGE = 160;
/** Neighbouring slides show the same tissue moved by so many pixels. */
const STEP = 32;

/** Slides of one tile as DICOM, no two alike: `folder/slide-000` and so on. Gives their names. */
export async function writeTinySlides(folder: string, count: number): Promise<string[]> {
  const across = Math.ceil(Math.sqrt(count));
  const edgePx = EDGE + (across - 1) * STEP;
  const { rgb: tissue } = makeField({ ...scannerField, mpp: MPP, sizeUm: edgePx * MPP, seed: 7 });
  const names = Array.from({ length: count }, (_, at) => `slide-${String(at).padStart(3, '0')}`);
  for (const [at, name] of names.entries()) {
    const origin = { x: (at % across) * STEP, y: Math.floor(at / across) * STEP };
    await writeSlide(path.join(folder, name), cropped(tissue, origin), String(at).padStart(64, '0'));
  }
  return names;
}

function cropped(tissue: RgbRaster, { x, y }: { readonly x: number; readonly y: number }): RgbRaster {
  const crop = newRgbRaster(EDGE, EDGE);
  pasteRgb(crop, { x, y, width: EDGE, height: EDGE }, tissue, {
    x: 0,
    y: 0,
    width: tissue.width,
    height: tissue.height,
  });
  return crop;
}

async function writeSlide(folder: string, rgb: RgbRaster, identity: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const grids = pyramidOf(rgb, MPP).map(({ width, height }, level) => ({
    ...{ width, height, tileWidth: PLAIN_TILE, tileHeight: PLAIN_TILE },
    spacingMm: decimalMillimetres(MPP, level),
  }));
  const about = slideDescription({}, identity, new Date(0), { mpp: MPP });
  const files = await createSlideFiles(folder, about, grids, { kind: 'uncompressed', lossyRatio: undefined });
  const source = plainImageSource(rgb, micrometresPerPixel(MPP));
  for (const level of grids.keys()) {
    const tile = await source.readTile(level, 0, 0);
    if (tile) await files.addTile(level, tile);
  }
  await files.finish();
}
