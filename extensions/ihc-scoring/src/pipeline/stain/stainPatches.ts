import type { PixelSource } from '@timescope/core/pixelSource';
import type { RgbRaster } from '@timescope/core/raster';
import { tileReader } from '../tileReader';
import type { Tissue } from '../tissue';
import type { WorkingFrame } from '../workingFrame';
import { workingTile } from '../workingTile';

/** Patches read, and their edge in working pixels (64 um). Ours: 0.26 megapixels say what a slide's stains look like. */
const PATCHES = 16;
const PATCH_EDGE = 128;

/**
 * Patches spread evenly over the slide's tissue, whatever region is measured, so that a region is scored with the slide's
 * own stains. Read aside, so that they leave no trace in the coverage; what cannot be read is white.
 */
export async function stainPatches(
  source: PixelSource,
  frame: WorkingFrame,
  tissue: Tissue,
  signal?: AbortSignal,
): Promise<RgbRaster[]> {
  const reader = tileReader(source, signal, 0);
  const patches: RgbRaster[] = [];
  for (const block of spread(tissue)) {
    const x = ((block % tissue.width) + 0.5) * (tissue.blockMatrix.x / frame.matrixStep.x);
    const y = (Math.floor(block / tissue.width) + 0.5) * (tissue.blockMatrix.y / frame.matrixStep.y);
    const [left, width] = extent(x, frame.width);
    const [upper, height] = extent(y, frame.height);
    patches.push((await workingTile(reader, frame, { x: left, y: upper, width, height })).rgb);
  }
  return patches;
}

/** Blocks of tissue at equal steps of their number. */
function spread({ isTissue }: Tissue): number[] {
  const total = isTissue.reduce((sum, is) => sum + is, 0);
  const count = Math.min(PATCHES, total);
  const blocks: number[] = [];
  let seen = 0;
  for (let block = 0; block < isTissue.length && blocks.length < count; block++) {
    if (isTissue[block] !== 1) continue;
    if (seen === Math.floor(((blocks.length + 0.5) * total) / count)) blocks.push(block);
    seen++;
  }
  return blocks;
}

/** A patch's start and length along one axis, within the slide. */
function extent(centre: number, length: number): readonly [number, number] {
  const start = Math.min(Math.floor(centre) - PATCH_EDGE / 2, length - PATCH_EDGE);
  return [Math.max(0, start), Math.min(PATCH_EDGE, length)];
}
