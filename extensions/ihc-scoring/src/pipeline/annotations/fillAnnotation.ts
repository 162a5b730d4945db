import type { PixelRect } from '@timescope/core/raster';
import type { RingEdges } from './ringEdges';

/** A raster's place in the slide: pixel (column, row) of `at` spans `step` matrix pixels from (column * step.x, ...). */
export interface GridPlace {
  readonly at: PixelRect;
  readonly step: { readonly x: number; readonly y: number };
}

/**
 * Writes `value` to the pixels of `out` (row-major, at.width x at.height) whose centre lies inside the rings. A centre
 * exactly on an edge belongs to the side of greater x and greater y, so areas with a common edge share no pixel and leave
 * none out. Which pixels these are depends on their place in the slide only, not on how it is cut into tiles.
 */
export function fillAnnotation(
  edges: RingEdges,
  { at, step }: GridPlace,
  value: number,
  out: Uint8Array | Uint16Array,
): void {
  const { bounds } = edges;
  const firstRow = Math.max(at.y, Math.floor(bounds.y / step.y) - 1);
  const endRow = Math.min(at.y + at.height, Math.ceil((bounds.y + bounds.height) / step.y) + 1);
  for (let row = firstRow; row < endRow; row++) {
    const crossings = edges.crossings((row + 0.5) * step.y);
    const start = (row - at.y) * at.width;
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const from = firstColumn(crossings[pair] ?? 0, step.x) - at.x;
      const to = firstColumn(crossings[pair + 1] ?? 0, step.x) - at.x;
      if (from < at.width && to > 0)
        out.fill(value, start + Math.max(0, from), start + Math.min(at.width, Math.max(from, to)));
    }
  }
}

/** The first column whose centre lies at or to the right of `x`. */
const firstColumn = (x: number, step: number): number => Math.ceil(x / step - 0.5);
