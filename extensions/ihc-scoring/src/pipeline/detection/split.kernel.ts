import type { SplitLimits, SplitTolerance } from '@timescope/core/nucleusKernels';
import { MAX_DISTANCE } from './distance.kernel';

/** The part that is none: what belongs to something larger than a nucleus can be. */
const NONE = 1;

/**
 * Splits touching nuclei by shape: peaks of the distance map grow downwards, and where two meet they stay apart when
 * the lower one rises from the meeting point by more than the tolerance. From the height on where everything connected
 * is larger than the limit, a part stands out from that or is lost in it, and each pixel goes where the map rises most
 * steeply: so a crowd or a strand without end is cut up by what is near, wherever a tile ends.
 * @param labels Written: a number a part, 0 outside; numbers may have gaps.
 */
export function splitByShape(
  squared: Int32Array,
  width: number,
  height: number,
  tolerance: SplitTolerance,
  limits: SplitLimits,
  labels: Int32Array,
): void {
  const order = pixelsByDistance(squared, width * height);
  const partOf = new Int32Array(order.length + 2);
  const top = new Int32Array(order.length + 2);
  const steps = new Uint8Array(width * height);
  const near = new Int32Array(8);
  labels.fill(0, 0, width * height);
  markTooLarge(squared, order, width, limits.mostEdge, labels, partOf);
  labels.fill(0, 0, width * height);
  let parts = NONE;
  partOf[NONE] = NONE;
  for (let k = 0; k < order.length; k++) {
    const isTooLarge = order[k]! < 0;
    const i = isTooLarge ? ~order[k]! : order[k]!;
    const found = neighbours(labels, partOf, i, width, near);
    if (isTooLarge) {
      for (let n = 0; n < found; n++)
        if (near[n] !== NONE && !standsOut(top[near[n]!]!, squared[i]!, tolerance)) partOf[near[n]!] = NONE;
      const up = steepest(squared, i, width);
      steps[i] = Math.min(limits.mostSteps, steps[up]!) + 1;
      labels[i] = up === i || steps[i] > limits.mostSteps ? NONE : labels[up]!;
    } else if (found === 0) {
      parts++;
      partOf[parts] = parts;
      top[parts] = squared[i]!;
      labels[i] = parts;
    } else {
      labels[i] = meet(near, found, top, partOf, squared[i]!, tolerance);
    }
  }
  for (let k = 0; k < order.length; k++) {
    const i = order[k]! < 0 ? ~order[k]! : order[k]!;
    const part = rootOf(partOf, labels[i]!);
    labels[i] = part === NONE ? 0 : part;
  }
}

/** Counting sort, farthest from the edge first, equals in memory order. */
function pixelsByDistance(squared: Int32Array, pixels: number): Int32Array {
  const largest = MAX_DISTANCE * MAX_DISTANCE;
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

/**
 * Turns i into ~i in `order` where the pixels at least as far from the edge that hang together with i span more than
 * `mostEdge` columns or rows. One distance after the other, so that the order within one cannot show.
 */
function markTooLarge(
  squared: Int32Array,
  order: Int32Array,
  width: number,
  mostEdge: number,
  labels: Int32Array,
  partOf: Int32Array,
): void {
  const boxes = new Int32Array(4 * (order.length + 1));
  const near = new Int32Array(8);
  let parts = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    const distance = squared[order[from]!]!;
    for (; to < order.length && squared[order[to]!] === distance; to++) {
      const i = order[to]!;
      const found = neighbours(labels, partOf, i, width, near);
      if (found === 0) {
        parts++;
        partOf[parts] = parts;
        boxes.set([width, 0, i, 0], 4 * parts);
        near[0] = parts;
      }
      for (let n = 1; n < found; n++) joinBoxes(boxes, partOf, near, n);
      labels[i] = near[0]!;
      includeInBox(boxes, 4 * near[0]!, i % width, Math.floor(i / width));
    }
    for (let k = from; k < to; k++) {
      const box = 4 * rootOf(partOf, labels[order[k]!]!);
      const isTooLarge =
        boxes[box + 1]! - boxes[box]! >= mostEdge || boxes[box + 3]! - boxes[box + 2]! >= mostEdge;
      if (isTooLarge) order[k] = ~order[k]!;
    }
  }
}

/** Boxes are left, right, upper, lower, all included. */
function includeInBox(boxes: Int32Array, box: number, x: number, y: number): void {
  boxes[box] = Math.min(boxes[box]!, x);
  boxes[box + 1] = Math.max(boxes[box + 1]!, x);
  boxes[box + 2] = Math.min(boxes[box + 2]!, y);
  boxes[box + 3] = Math.max(boxes[box + 3]!, y);
}

function joinBoxes(boxes: Int32Array, partOf: Int32Array, near: Int32Array, n: number): void {
  const box = 4 * near[n]!;
  partOf[near[n]!] = near[0]!;
  includeInBox(boxes, 4 * near[0]!, boxes[box]!, boxes[box + 2]!);
  includeInBox(boxes, 4 * near[0]!, boxes[box + 1]!, boxes[box + 3]!);
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
    if (part !== highest && !standsOut(top[part]!, squaredHere, tolerance)) partOf[part] = highest;
  }
  return highest;
}

function standsOut(squaredTop: number, squaredHere: number, { least, ofRadius }: SplitTolerance): boolean {
  const radius = Math.sqrt(squaredTop);
  return radius - Math.sqrt(squaredHere) >= Math.max(least, ofRadius * radius);
}

/** Of the pixel and its eight neighbours the one farthest from the edge, of equals the first in memory. */
function steepest(squared: Int32Array, i: number, width: number): number {
  let best = i - width - 1;
  for (let dy = -width; dy <= width; dy += width) {
    for (let n = i + dy - 1; n <= i + dy + 1; n++) if (squared[n]! > squared[best]!) best = n;
  }
  return best;
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
