import { slicePositionMm } from '@timescope/core/geometry/slicePoint';
import type { CanvasPoint, SliceViewport, World } from '../services/cornerstone';
import type { DisplayedCt } from '../services/displayedCt';
import type { Loop } from './outlineLoops';

/** Where corners of a slice's pixels lie on the canvas. */
export type Placing = (i: number, j: number) => CanvasPoint;

/** A slice lies flat on the canvas, so that three of its points place all others. */
export function placingOn(viewport: SliceViewport, { grid }: DisplayedCt, slice: number): Placing {
  const at = (i: number, j: number) => {
    const [x, y, z] = slicePositionMm(grid, slice, i - 0.5, j - 0.5);
    return viewport.worldToCanvas([x, y, z] satisfies World);
  };
  const [o, r, b] = [at(0, 0), at(1, 0), at(0, 1)];
  return (i, j) => [
    o[0] + i * (r[0] - o[0]) + j * (b[0] - o[0]),
    o[1] + i * (r[1] - o[1]) + j * (b[1] - o[1]),
  ];
}

/** Strokes closed loops of pixel corners with the context's own style. */
export function strokeLoops(context: CanvasRenderingContext2D, loops: readonly Loop[], place: Placing): void {
  context.beginPath();
  for (const loop of loops) {
    for (let at = 0; at + 1 < loop.length; at += 2) {
      const [x, y] = place(loop[at] ?? 0, loop[at + 1] ?? 0);
      if (at === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.closePath();
  }
  context.stroke();
}
