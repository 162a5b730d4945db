import type { PixelRect, RgbRaster } from '@timescope/core/raster';
import { levelRange, resample } from './resample.kernel';
import type { TileReader } from './tileReader';
import type { WorkingFrame } from './workingFrame';

/** Pixels of a rectangle of the working grid. */
export async function workingTile(
  reader: TileReader,
  frame: WorkingFrame,
  rect: PixelRect,
): Promise<RgbRaster> {
  const { level, levelStep } = frame;
  const [left, right] = levelRange(rect.x, rect.width, levelStep.x, level.width);
  const [upper, lower] = levelRange(rect.y, rect.height, levelStep.y, level.height);
  const patchAt = { x: left, y: upper, width: right - left, height: lower - upper };
  const patch = await reader.read(frame.levelIndex, patchAt);
  return resample(patch, patchAt, rect, levelStep, level);
}
