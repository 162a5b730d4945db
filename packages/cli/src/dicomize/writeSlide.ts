import { decimalMillimetres, PLAIN_TILE, plainImageSource, pyramidOf } from '@timescope/core/plainPyramid';
import type { PixelSource } from '@timescope/core/pixelSource';
import type { ReportProgress } from '@timescope/core/progress';
import { micrometresPerPixel } from '@timescope/core/units';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { createSlideFiles, type SlideFiles, type SlidePixels } from '@timescope/runtime/encode/slideFiles';
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { progressLine } from '../progressLine';
import { makeFolder } from '../score/outFolder';
import { readSlideDataset } from './slideDataset';
import { slideDescription } from './slideDescription';

/** A plain image that becomes a DICOM slide. */
export interface ImageToWrite {
  readonly image: string;
  readonly mpp: number;
  readonly out: string;
  /** File that says who and what it is. */
  readonly dataset: string | undefined;
  /** Quality; undefined keeps the pixels as they are. */
  readonly jpeg: number | undefined;
}

/** One file a level of the pyramid. @returns their paths, from the finest level */
export async function writeSlide(asked: ImageToWrite): Promise<readonly string[]> {
  const dataset = asked.dataset === undefined ? {} : await readSlideDataset(asked.dataset);
  const rgb = await readPlainImage(asked.image);
  const original = await readFile(asked.image);
  const digest = createHash('sha256').update(original).digest('hex');
  const { mtime } = await stat(asked.image);
  const about = slideDescription(dataset, digest, mtime, { mpp: asked.mpp, jpeg: asked.jpeg });
  const grids = pyramidOf(rgb, asked.mpp).map(({ width, height }, level) => ({
    width,
    height,
    tileWidth: PLAIN_TILE,
    tileHeight: PLAIN_TILE,
    spacingMm: decimalMillimetres(asked.mpp, level),
  }));
  await makeFolder(asked.out);
  const files = await createSlideFiles(
    asked.out,
    about,
    grids,
    slidePixels(asked, original, rgb.values.length),
  );
  return writeTiles(files, plainImageSource(rgb, micrometresPerPixel(asked.mpp)), progressLine());
}

/** A slide that comes from a JPEG says so, even when this step changes nothing. */
function slidePixels(asked: ImageToWrite, original: Uint8Array, pixelBytes: number): SlidePixels {
  if (asked.jpeg !== undefined) return { kind: 'jpeg', quality: asked.jpeg };
  const isJpeg = original[0] === 0xff && original[1] === 0xd8;
  return { kind: 'uncompressed', lossyRatio: isJpeg ? pixelBytes / original.length : undefined };
}

async function writeTiles(
  files: SlideFiles,
  source: PixelSource,
  report: ReportProgress,
): Promise<readonly string[]> {
  try {
    for (const [index, level] of source.levels.entries()) {
      const across = Math.ceil(level.width / level.tileWidth);
      const total = across * Math.ceil(level.height / level.tileHeight);
      for (let tile = 0; tile < total; tile++) {
        const pixels = await source.readTile(index, tile % across, Math.floor(tile / across));
        if (pixels) await files.addTile(index, pixels);
        report({ stage: `level ${index + 1} of ${source.levels.length}`, done: tile + 1, total });
      }
    }
    return await files.finish();
  } catch (thrown) {
    await files.discard();
    throw thrown;
  }
}
