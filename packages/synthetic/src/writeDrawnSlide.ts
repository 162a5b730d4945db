import type { SlideDescription } from '@timescope/core/dicom/write/description';
import { decimalMillimetres, halve } from '@timescope/core/plainPyramid';
import type { ReportProgress } from '@timescope/core/progress';
import { newRgbRaster, pasteRgb, type RgbRaster } from '@timescope/core/raster';
import { createSlideFiles, type LevelGrid, type SlideFiles } from '@timescope/runtime/encode/slideFiles';

/** A slide that is drawn tile by tile at its finest level. */
export interface DrawnSlide {
  /** Pixels; whole tiles. */
  readonly width: number;
  readonly height: number;
  readonly tile: number;
  readonly mpp: number;
  /** Levels of the pyramid, each half as large as the one before. */
  readonly levels: number;
  /** What the reader is told while it is drawn. */
  readonly stage: string;
  drawTile(column: number, row: number): RgbRaster;
}

const JPEG_QUALITY = 85;

/** Draws a slide and writes its pyramid as DICOM files into an existing folder; gives their paths. */
export async function writeDrawnSlide(
  folder: string,
  slide: DrawnSlide,
  about: SlideDescription,
  report: ReportProgress,
): Promise<readonly string[]> {
  const grids = Array.from({ length: slide.levels }, (_, level) => levelGrid(slide, level));
  const files = await createSlideFiles(folder, about, grids, { kind: 'jpeg', quality: JPEG_QUALITY });
  try {
    await writeTiles(files, slide, grids, report);
    return await files.finish();
  } catch (thrown) {
    await files.discard();
    throw thrown;
  }
}

function levelGrid({ width, height, tile, mpp }: DrawnSlide, level: number): LevelGrid {
  return {
    width: width / 2 ** level,
    height: height / 2 ** level,
    tileWidth: tile,
    tileHeight: tile,
    spacingMm: decimalMillimetres(mpp, level),
  };
}

async function writeTiles(
  files: SlideFiles,
  slide: DrawnSlide,
  grids: readonly LevelGrid[],
  report: ReportProgress,
): Promise<void> {
  const coarser = grids.slice(1).map(newStrip);
  const [across, down] = [slide.width / slide.tile, slide.height / slide.tile];
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const tile = slide.drawTile(column, row);
      await files.addTile(0, tile);
      await addHalf(files, coarser, 0, tile, column, row, row === down - 1);
    }
    report({ stage: slide.stage, done: row + 1, total: down });
  }
}

/** One row of tiles of a coarser level, filled from the level above it. */
interface Strip {
  readonly grid: LevelGrid;
  readonly pixels: RgbRaster;
}

const newStrip = (grid: LevelGrid): Strip => ({
  grid,
  pixels: newRgbRaster(Math.ceil(grid.width / grid.tileWidth) * grid.tileWidth, grid.tileHeight),
});

/** Lays the half of a tile into the next strip; a strip that is full goes to its file and on to the next level. */
async function addHalf(
  files: SlideFiles,
  strips: readonly Strip[],
  index: number,
  tile: RgbRaster,
  column: number,
  row: number,
  isLastRow: boolean,
): Promise<void> {
  const strip = strips[index];
  if (!strip) return;
  const edge = strip.grid.tileWidth;
  const half = edge / 2;
  const { pixels } = strip;
  const whole = { x: 0, y: 0, width: pixels.width, height: pixels.height };
  pasteRgb(pixels, whole, halve(tile), { x: column * half, y: (row % 2) * half, width: half, height: half });
  const isRowEnd = (column + 1) * edge >= 2 * strip.grid.width;
  if (!isRowEnd || (row % 2 === 0 && !isLastRow)) return;
  for (let next = 0; next < pixels.width / edge; next++) {
    const done = cut(pixels, next * edge, edge);
    await files.addTile(index + 1, done);
    await addHalf(files, strips, index + 1, done, next, row >> 1, isLastRow);
  }
  pixels.values.fill(255);
}

function cut(strip: RgbRaster, left: number, edge: number): RgbRaster {
  const tile = newRgbRaster(edge, edge);
  const at = { x: left, y: 0, width: edge, height: edge };
  pasteRgb(tile, at, strip, { x: 0, y: 0, width: strip.width, height: strip.height });
  return tile;
}
