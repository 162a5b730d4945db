import type { SlideDescription } from '@timescope/core/dicom/write/description';
import { decimalMillimetres, halve } from '@timescope/core/plainPyramid';
import type { ReportProgress } from '@timescope/core/progress';
import { newRgbRaster, pasteRgb, type RgbRaster } from '@timescope/core/raster';
import { createSlideFiles, type LevelGrid, type SlideFiles } from '@timescope/runtime/encode/slideFiles';
import type { DemoSlide } from './demoSlide';
import { SLIDE_MPP, SLIDE_TILE, slideSize } from './slideSize';

/** 0.25, 0.5, 1, 2 and 4 um/px. */
const LEVELS = 5;
const JPEG_QUALITY = 85;

/** Draws the slide and writes its pyramid as DICOM files into an existing folder; gives their paths. */
export async function writeDemoSlide(
  folder: string,
  slide: DemoSlide,
  about: SlideDescription,
  report: ReportProgress,
): Promise<readonly string[]> {
  const grids = Array.from({ length: LEVELS }, (_, level) => levelGrid(level));
  const files = await createSlideFiles(folder, about, grids, { kind: 'jpeg', quality: JPEG_QUALITY });
  try {
    await writeTiles(files, slide, grids, report);
    return await files.finish();
  } catch (thrown) {
    await files.discard();
    throw thrown;
  }
}

function levelGrid(level: number): LevelGrid {
  return {
    width: slideSize.width / 2 ** level,
    height: slideSize.height / 2 ** level,
    tileWidth: SLIDE_TILE,
    tileHeight: SLIDE_TILE,
    spacingMm: decimalMillimetres(SLIDE_MPP, level),
  };
}

async function writeTiles(
  files: SlideFiles,
  slide: DemoSlide,
  grids: readonly LevelGrid[],
  report: ReportProgress,
): Promise<void> {
  const coarser = grids.slice(1).map(newStrip);
  const [across, down] = [slideSize.width / SLIDE_TILE, slideSize.height / SLIDE_TILE];
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const tile = slide.drawTile(column, row);
      await files.addTile(0, tile);
      await addHalf(files, coarser, 0, tile, column, row, row === down - 1);
    }
    report({ stage: 'drawing the demonstration slide', done: row + 1, total: down });
  }
}

/** One row of tiles of a coarser level, filled from the level above it. */
interface Strip {
  readonly grid: LevelGrid;
  readonly pixels: RgbRaster;
}

const newStrip = (grid: LevelGrid): Strip => ({
  grid,
  pixels: newRgbRaster(Math.ceil(grid.width / SLIDE_TILE) * SLIDE_TILE, SLIDE_TILE),
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
  const half = SLIDE_TILE / 2;
  const { pixels } = strip;
  const whole = { x: 0, y: 0, width: pixels.width, height: pixels.height };
  pasteRgb(pixels, whole, halve(tile), { x: column * half, y: (row % 2) * half, width: half, height: half });
  const isRowEnd = (column + 1) * SLIDE_TILE >= 2 * strip.grid.width;
  if (!isRowEnd || (row % 2 === 0 && !isLastRow)) return;
  const tiles = pixels.width / SLIDE_TILE;
  for (let next = 0; next < tiles; next++) {
    const done = cut(pixels, next * SLIDE_TILE);
    await files.addTile(index + 1, done);
    await addHalf(files, strips, index + 1, done, next, row >> 1, isLastRow);
  }
  pixels.values.fill(255);
}

function cut(strip: RgbRaster, left: number): RgbRaster {
  const tile = newRgbRaster(SLIDE_TILE, SLIDE_TILE);
  const at = { x: left, y: 0, width: SLIDE_TILE, height: SLIDE_TILE };
  pasteRgb(tile, at, strip, { x: 0, y: 0, width: strip.width, height: strip.height });
  return tile;
}
