import type { NucleusKernels } from '@timescope/core/nucleusKernels';
import type { PixelRect, RgbRaster } from '@timescope/core/raster';
import { levelRange, resample } from './resample.kernel';
import type { TileGap, TileReader } from './tileReader';
import type { WorkingFrame } from './workingFrame';

/** Pixels of a rectangle of the working grid, and what of the slide they came from. */
export interface WorkingTile {
  readonly rgb: RgbRaster;
  /** The rectangle. */
  readonly at: PixelRect;
  /** Stored tiles under it: row * tiles across + column. */
  readonly asked: Uint32Array<ArrayBuffer>;
  /** Those of them that could not be used; white in `rgb`. */
  readonly gaps: readonly TileGap[];
}

/** Bytes of a level that a working tile of so many pixels is made from, at most. */
export const patchBytes = (pixels: number, { levelStep: { x, y } }: WorkingFrame): number =>
  Math.ceil(3 * (pixels * x * y + 4 * (x + y) * Math.sqrt(pixels) + 16));

/** Memory for the pixels of a level and for those made from them, each for the largest tile. */
export interface TilePixels {
  readonly patch: Uint8Array;
  readonly rgb: Uint8Array;
}

/** @param memory The patch is done with once the promise is fulfilled; `rgb` holds the tile for as long as it is used. */
export async function workingTile(
  reader: TileReader,
  frame: WorkingFrame,
  at: PixelRect,
  kernels?: Pick<NucleusKernels, 'resampleRgb'>,
  memory?: TilePixels,
): Promise<WorkingTile> {
  const { level, levelIndex, levelStep } = frame;
  const [left, right] = levelRange(at.x, at.width, levelStep.x, level.width);
  const [upper, lower] = levelRange(at.y, at.height, levelStep.y, level.height);
  const patchAt = { x: left, y: upper, width: right - left, height: lower - upper };
  const patch = await reader.read(levelIndex, patchAt, memory?.patch);
  const stored = reader.under(levelIndex, patchAt);
  const across = Math.ceil(level.width / level.tileWidth);
  return {
    rgb: resample(patch, patchAt, at, levelStep, level, kernels, memory?.rgb),
    at,
    asked: Uint32Array.from(stored, ({ column, row }) => row * across + column),
    gaps: stored.flatMap(({ key }) => reader.gaps.get(key) ?? []),
  };
}
