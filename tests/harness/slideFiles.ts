import type { DicomJson } from '@timescope/core/dicom/json';
import { readFrameBytes } from '@timescope/core/dicom/read/frame';
import { readPart10, type Part10 } from '@timescope/core/dicom/read/part10';
import { readSlide, type Slide, type SlideChoice } from '@timescope/core/dicom/read/slide';
import { slidePixelSource } from '@timescope/core/dicom/read/slidePixelSource';
import type { PixelSource } from '@timescope/core/pixelSource';
import { newRgbRaster, pasteRgb, type RgbRaster } from '@timescope/core/raster';
import { decodeFrame } from '@timescope/runtime/decode/node';
import { readFile } from 'node:fs/promises';

export interface SlideFromFiles {
  readonly slide: Slide;
  readonly source: PixelSource;
}

/** Reads slide files into memory and opens them with our reader and decoder. */
export async function slideFromFiles(
  paths: readonly string[],
  choice: SlideChoice = {},
): Promise<SlideFromFiles> {
  const files = await Promise.all(paths.map(openFile));
  const slide = readSlide(
    files.map(({ part10 }) => withTransferSyntax(part10)),
    choice,
  );
  const fetchFrame = (uid: string, frame: number) => {
    const file = files.find(({ part10 }) => part10.meta.sopInstanceUid === uid);
    if (!file) throw new Error(`No file holds ${uid}.`);
    return Promise.resolve(readFrameBytes(file.bytes, file.part10, frame - 1));
  };
  return { slide, source: slidePixelSource(slide, fetchFrame, decodeFrame) };
}

export async function openFile(path: string) {
  const bytes = new Uint8Array(await readFile(path));
  return { bytes, part10: readPart10(bytes) };
}

const withTransferSyntax = ({ dataset, meta }: Part10): DicomJson => ({
  ...dataset,
  '00020010': { vr: 'UI', Value: [meta.transferSyntax] },
});

/** All tiles of a level side by side; black where nothing was scanned. */
export async function wholeLevel(source: PixelSource, index: number): Promise<RgbRaster> {
  const level = source.levels[index];
  if (!level) throw new Error(`The slide has no level ${String(index)}.`);
  const whole = newRgbRaster(level.width, level.height, 0);
  const frame = { x: 0, y: 0, width: level.width, height: level.height };
  for (let y = 0; y < level.height; y += level.tileHeight)
    for (let x = 0; x < level.width; x += level.tileWidth) {
      const tile = await source.readTile(index, x / level.tileWidth, y / level.tileHeight);
      if (tile) pasteRgb(whole, frame, tile, { x, y, width: tile.width, height: tile.height });
    }
  return whole;
}
