import type { Outlines } from '@timescope/core/nucleusKernels';
import { traceOutline } from './outline.kernel';
import { simpleRing } from './simpleRing.kernel';

/**
 * The outlines of labelled areas in at most 16 points each.
 * @param starts A pixel of each label from which a straight way up leads to its upper edge.
 * @param areas Pixels of each label, in the same order.
 */
export function outlines(
  labels: Int32Array,
  width: number,
  height: number,
  starts: Int32Array,
  areas: Uint32Array,
): Outlines {
  const corners = new Int32Array(2 * starts.length);
  const offsets = new Uint32Array(starts.length + 1);
  const points: number[] = [];
  for (let k = 0; k < starts.length; k++) {
    let pixel = starts[k]!;
    while (pixel >= width && labels[pixel - width] === labels[pixel]) pixel -= width;
    const x = pixel % width;
    const y = (pixel - x) / width;
    corners.set([x, y], 2 * k);
    for (const value of simpleRing(traceOutline(labels, width, height, x, y), areas[k]!)) points.push(value);
    offsets[k + 1] = points.length / 2;
  }
  return { corners, offsets, points: Float64Array.from(points) };
}
