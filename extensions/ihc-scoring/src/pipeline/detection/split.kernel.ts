import type { SplitTolerance } from '@timescope/core/nucleusKernels';
import { MAX_DISTANCE } from './distance.kernel';

/**
 * Splits touching nuclei by shape: peaks of the distance map grow downwards, and where two meet they stay apart when
 * the lower one rises from the meeting point by more than the tolerance.
 * @param labels Written: a number a part, 0 outside; numbers may have gaps.
 */
export function splitByShape(
  squared: Int32Array,
  width: number,
  height: number,
  tolerance: SplitTolerance,
  labels: Int32Array,
): void {
  const order = pixelsByDistance(squared, width * height);
  const partOf = new Int32Array(order.length + 1);
  const top = new Int32Array(order.length + 1);
  const near = new Int32Array(8);
  labels.fill(0, 0, width * height);
  let parts = 0;
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    const found = neighbours(labels, partOf, i, width, near);
    if (found === 0) {
      parts++;
      partOf[parts] = parts;
      top[parts] = squared[i]!;
      labels[i] = parts;
    } else {
      labels[i] = meet(near, found, top, partOf, squared[i]!, tolerance);
    }
  }
  for (let k = 0; k < order.length; k++) labels[order[k]!] = rootOf(partOf, labels[order[k]!]!);
}

/** Counting sort, farthest from the edge first, equals in memory order. */
function pixelsByDistance(squared: Int32Array, pixels: number): Int32Array {
  const largest = 2 * MAX_DISTANCE * MAX_DISTANCE;
  const starts = new Uint32Array(largest + 2);
  let count = 0;
  for (let i = 0; i < pixels; i++) {
    if (squared[i] === 0) continue;
    starts[largest - squared[i]! + 1]!++;
    count++;
  }
  for (let d = 1; d < starts.length; d++) starts[d]! += starts[d - 1]!;
  const order = new Int32Array(count);
  for (let i = 0; i < pixels; i++) {
    if (squared[i] === 0) continue;
    const slot = largest - squared[i]!;
    order[starts[slot]!] = i;
    starts[slot]!++;
  }
  return order;
}

/** The different parts among the eight neighbours. Mask pixels never lie on the rim of a tile. */
function neighbours(
  labels: Int32Array,
  partOf: Int32Array,
  i: number,
  width: number,
  near: Int32Array,
): number {
  let found = 0;
  for (let dy = -width; dy <= width; dy += width) {
    for (let n = i + dy - 1; n <= i + dy + 1; n++) {
      const label = labels[n]!;
      if (label === 0) continue;
      const part = rootOf(partOf, label);
      let k = 0;
      while (k < found && near[k] !== part) k++;
      if (k === found) near[found++] = part;
    }
  }
  return found;
}

/** Joins the parts that do not stand out at this height to the highest one, which also gets the pixel. */
function meet(
  near: Int32Array,
  found: number,
  top: Int32Array,
  partOf: Int32Array,
  squaredHere: number,
  tolerance: SplitTolerance,
): number {
  let highest = near[0]!;
  for (let k = 1; k < found; k++) {
    const part = near[k]!;
    if (top[part]! > top[highest]! || (top[part] === top[highest] && part < highest)) highest = part;
  }
  for (let k = 0; k < found; k++) {
    const part = near[k]!;
    if (part === highest) continue;
    const radius = Math.sqrt(top[part]!);
    const rise = radius - Math.sqrt(squaredHere);
    if (rise < Math.max(tolerance.least, tolerance.ofRadius * radius)) partOf[part] = highest;
  }
  return highest;
}

function rootOf(partOf: Int32Array, part: number): number {
  let root = part;
  while (partOf[root] !== root) root = partOf[root]!;
  for (let p = part; p !== root;) {
    const next = partOf[p]!;
    partOf[p] = root;
    p = next;
  }
  return root;
}
