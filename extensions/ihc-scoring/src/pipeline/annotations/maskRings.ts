import { matrixPoint, type MatrixPoint } from '@timescope/core/frames';
import type { Raster } from '@timescope/core/raster';
import { simplifiedRing } from '@timescope/core/geometry/simplifiedRing';
import { traceMask } from '@timescope/core/geometry/traceMask.kernel';

/** A mask and where it lies: pixel (column, row) spans `step` matrix pixels from `origin`; 0 is outside. */
export interface PlacedMask extends Raster<Uint8Array> {
  readonly origin: { readonly x: number; readonly y: number };
  readonly step: { readonly x: number; readonly y: number };
}

/**
 * How far a ring may leave the traced line, in pixels of the mask. A traced line keeps sqrt(2) / 4 = 0.354 pixels away
 * from every centre, so the simpler ring still encloses exactly the mask's pixels.
 */
const TOLERANCE = 0.35;

/** The outlines of a mask, holes as rings of their own (inside by the even-odd rule). Filled, they give the mask again. */
export function maskRings({ width, height, values, origin, step }: PlacedMask): (readonly MatrixPoint[])[] {
  return traceMask(values, width, height)
    .map(flat => simplifiedRing(pairs(flat), TOLERANCE))
    .map(ring => ring.map(({ x, y }) => matrixPoint(origin.x + x * step.x, origin.y + y * step.y)));
}

function pairs(flat: readonly number[]): MatrixPoint[] {
  const points: MatrixPoint[] = [];
  for (let k = 0; k + 1 < flat.length; k += 2) points.push(matrixPoint(flat[k] ?? 0, flat[k + 1] ?? 0));
  return points;
}
