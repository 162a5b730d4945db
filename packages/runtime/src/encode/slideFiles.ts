import path from 'node:path';
import type { SlideDescription } from '@timescope/core/dicom/write/description';
import { slideInstance } from '@timescope/core/dicom/write/slideInstance';
import { uidFrom } from '@timescope/core/dicom/write/uid';
import { EXPLICIT_LITTLE_ENDIAN, JPEG_BASELINE } from '@timescope/core/dicom/read/transferSyntaxes';
import type { RgbRaster } from '@timescope/core/raster';
import { encodeJpeg } from './jpeg';
import { FrameFile } from './slideFile';

/** The size of one level and its spacing in mm as a decimal string. */
export interface LevelGrid {
  readonly width: number;
  readonly height: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly spacingMm: string;
}

/** A slide in the making: a file a level, tiles added in row-major order, of all levels in any order. */
export interface SlideFiles {
  addTile(level: number, tile: RgbRaster): Promise<void>;
  /** Gives the paths of the files, from the finest level. */
  finish(): Promise<readonly string[]>;
  discard(): Promise<void>;
}

/** How the pixels are stored: as JPEG of a quality from 1 to 100, or as they are. */
export type SlidePixels =
  | { readonly kind: 'jpeg'; readonly quality: number }
  /** `lossyRatio` of the JPEG that the pixels came from; undefined for pixels that were never lossy. */
  | { readonly kind: 'uncompressed'; readonly lossyRatio: number | undefined };

export async function createSlideFiles(
  folder: string,
  about: SlideDescription,
  grids: readonly LevelGrid[],
  pixels: SlidePixels,
): Promise<SlideFiles> {
  const transferSyntax = pixels.kind === 'jpeg' ? JPEG_BASELINE : EXPLICIT_LITTLE_ENDIAN;
  const paths = grids.map((_, index) => path.join(folder, `level-${index}.dcm`));
  const files = await Promise.all(paths.map(file => FrameFile.create(file, transferSyntax)));
  // A tile is encoded while the tile before it is still being written.
  const last = files.map(() => Promise.resolve());
  return {
    async addTile(level, tile) {
      const [file, before] = [files[level], last[level]];
      if (!file || !before) throw new RangeError(`The slide has no level ${level}`);
      const bytes = pixels.kind === 'jpeg' ? encodeJpeg(tile, pixels.quality) : Promise.resolve(tile.values);
      const written = Promise.all([bytes, before]).then(([frame]) => file.add(frame));
      // A failure is met at the next tile or at the end.
      written.catch(() => undefined);
      last[level] = written;
      await before;
    },
    async finish() {
      await Promise.all(last);
      for (const [index, grid] of grids.entries())
        await files[index]?.finish(describe(about, grid, index, pixels));
      return paths;
    },
    async discard() {
      await Promise.all(files.map(file => file.discard()));
    },
  };
}

function describe(about: SlideDescription, grid: LevelGrid, index: number, pixels: SlidePixels) {
  return (written: { count: number; bytes: number; digest: string }) => {
    const pixelBytes = written.count * grid.tileWidth * grid.tileHeight * 3;
    return slideInstance(about, {
      ...grid,
      index,
      sopInstanceUid: uidFrom(about.series.uid, 'level', String(index), written.digest),
      frames: written.count,
      jpeg: pixels.kind === 'jpeg',
      lossyRatio: pixels.kind === 'jpeg' ? pixelBytes / written.bytes : pixels.lossyRatio,
    });
  };
}
