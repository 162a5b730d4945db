import type { Network } from '@timescope/core/network';
import type { PixelSource } from '@timescope/core/pixelSource';
import { intersection, type PixelRect } from '@timescope/core/raster';
import type { Rgb } from '@timescope/core/result/scoreResult';
import { mapNuclei, patchesAround } from '../detection/network/nucleusMaps';
import type { NetworkDetector } from '../presets/preset';
import type { TileReader } from '../tileReader';
import { workingFrame, type WorkingFrame } from '../workingFrame';
import { workingTile } from '../workingTile';

/** A network for nuclei alone, which sees the slide at 0.5 um/px in patches of its own. */
export interface PatchNuclei {
  readonly network: Network;
  readonly detector: NetworkDetector;
  /** Its grid. */
  readonly frame: WorkingFrame;
  readonly white: Rgb;
}

export const patchNuclei = (
  source: PixelSource,
  network: Network,
  detector: NetworkDetector,
  white: Rgb,
): PatchNuclei => ({ network, detector, frame: workingFrame(source), white });

/**
 * The probability of nucleus at each pixel of a square of the patches' grid, row by row; 0 beyond the slide.
 * @param grid of the square's pixels
 */
export async function nucleiIn(
  square: PixelRect,
  grid: WorkingFrame,
  { network, detector, frame, white }: PatchNuclei,
  reader: TileReader,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const values = new Float32Array(square.width * square.height);
  const columns = nearest(square.x, square.width, grid.matrixStep.x / frame.matrixStep.x);
  const rows = nearest(square.y, square.height, grid.matrixStep.y / frame.matrixStep.y);
  const onSlide = { x: 0, y: 0, width: frame.width, height: frame.height };
  const needed = intersection(spanned(columns, rows), onSlide);
  const at = needed && intersection(patchesAround(needed, detector.patchPx), onSlide);
  if (!at) return values;
  const { rgb } = await workingTile(reader, frame, at);
  const pixels = at.width * at.height;
  const maps = { foreground: new Uint8Array(pixels), parting: new Uint8Array(pixels) };
  await mapNuclei({ rgb, at, needed, white, detector }, network, maps, { signal });
  rows.forEach((y, row) => {
    if (y < 0 || y >= frame.height) return;
    columns.forEach((x, column) => {
      if (x < 0 || x >= frame.width) return;
      const byte = maps.foreground[(y - at.y) * at.width + x - at.x] ?? 0;
      values[row * square.width + column] = byte / 255;
    });
  });
  return values;
}

/** Of each pixel along an axis, the one of the other grid that its middle lies in. */
const nearest = (from: number, count: number, step: number): number[] =>
  Array.from({ length: count }, (_, at) => Math.floor((from + at + 0.5) * step));

function spanned(columns: readonly number[], rows: readonly number[]): PixelRect {
  const [left = 0, upper = 0] = [columns[0], rows[0]];
  const [right = 0, lower = 0] = [columns.at(-1), rows.at(-1)];
  return { x: left, y: upper, width: right + 1 - left, height: lower + 1 - upper };
}
