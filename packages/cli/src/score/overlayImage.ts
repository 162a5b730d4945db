import type { PixelSource, PyramidLevel } from '@timescope/core/pixelSource';
import { newRgbRaster, type PixelRect, type RgbRaster } from '@timescope/core/raster';
import { cellClassRgb } from '@timescope/extension-ihc-scoring/pipeline/cellClasses';
import { ringOf, type CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import type { Grade } from '@timescope/extension-ihc-scoring/pipeline/intensity';
import type { Preset } from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import { LEFT_OUT } from '@timescope/extension-ihc-scoring/pipeline/scores/slideSums';
import { tileReader } from '@timescope/extension-ihc-scoring/pipeline/tileReader';
import { readReduced } from './reducedImage';

/** Longest side of the picture in pixels. Ours: opens anywhere. */
const LONGEST_SIDE = 4096;

/** A picture of the measured area on which cells are outlined as they come. */
export interface Overlay {
  readonly image: RgbRaster;
  draw(cells: CellTable): void;
}

/** @param bounds In matrix pixels. */
export async function openOverlay(source: PixelSource, preset: Preset, bounds: PixelRect): Promise<Overlay> {
  const { image, place } = await reducedPicture(source, bounds, LONGEST_SIDE);
  return {
    image,
    draw: cells => {
      drawCells(image, cells, preset, place);
    },
  };
}

/** Where the picture lies, in its own pixels, and how many of them a matrix pixel is. */
export interface Place {
  readonly corner: { readonly x: number; readonly y: number };
  readonly step: { readonly x: number; readonly y: number };
}

/** A part of a slide in at most `longest` pixels along its longer side. @param bounds In matrix pixels. */
export async function reducedPicture(
  source: PixelSource,
  bounds: PixelRect,
  longest: number,
): Promise<{ readonly image: RgbRaster; readonly place: Place }> {
  const [finest] = source.levels;
  const shown = levelFor(source, bounds, longest);
  if (!finest || !shown)
    return { image: newRgbRaster(1, 1), place: { corner: { x: 0, y: 0 }, step: { x: 1, y: 1 } } };
  const { level, index } = shown;
  const step = { x: finest.mpp.x / level.mpp.x, y: finest.mpp.y / level.mpp.y };
  const rect = onLevel(bounds, level, step);
  const factor = Math.ceil(Math.max(rect.width, rect.height) / longest);
  return {
    image: await readReduced(tileReader(source), index, rect, factor),
    place: {
      corner: { x: rect.x / factor, y: rect.y / factor },
      step: { x: step.x / factor, y: step.y / factor },
    },
  };
}

function drawCells(image: RgbRaster, cells: CellTable, preset: Preset, place: Place): void {
  for (let cell = 0; cell < cells.count; cell++) {
    if (cells.inclusion?.[cell] === LEFT_OUT) continue;
    const grade = (cells.grade[cell] ?? 0) as Grade;
    drawRing(image, ringOf(cells.nuclei, cell), place, cellClassRgb(grade, preset));
  }
}

function levelFor(
  source: PixelSource,
  bounds: PixelRect,
  longest: number,
): { level: PyramidLevel; index: number } | undefined {
  const [finest] = source.levels;
  const edge = Math.max(bounds.width, bounds.height);
  const fits = source.levels.findIndex(level => (edge * (finest?.mpp.x ?? 1)) / level.mpp.x <= longest);
  const index = fits === -1 ? source.levels.length - 1 : fits;
  const level = source.levels[index];
  return level && { level, index };
}

function onLevel(bounds: PixelRect, level: PyramidLevel, step: { x: number; y: number }): PixelRect {
  const x = Math.max(0, Math.floor(bounds.x * step.x));
  const y = Math.max(0, Math.floor(bounds.y * step.y));
  const right = Math.min(level.width, Math.ceil((bounds.x + bounds.width) * step.x));
  const lower = Math.min(level.height, Math.ceil((bounds.y + bounds.height) * step.y));
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, lower - y) };
}

function drawRing(
  image: RgbRaster,
  ring: Float32Array,
  { corner, step }: Place,
  rgb: readonly [number, number, number],
): void {
  const x = (k: number) => (ring[(2 * k) % ring.length] ?? 0) * step.x - corner.x;
  const y = (k: number) => (ring[(2 * k + 1) % ring.length] ?? 0) * step.y - corner.y;
  for (let k = 0; k < ring.length / 2; k++) drawLine(image, x(k), y(k), x(k + 1), y(k + 1), rgb);
}

function drawLine(
  image: RgbRaster,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  rgb: readonly [number, number, number],
): void {
  const steps = Math.ceil(Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY), 1));
  for (let k = 0; k <= steps; k++) {
    const x = Math.floor(fromX + ((toX - fromX) * k) / steps);
    const y = Math.floor(fromY + ((toY - fromY) * k) / steps);
    if (x >= 0 && y >= 0 && x < image.width && y < image.height)
      image.values.set(rgb, 3 * (y * image.width + x));
  }
}
