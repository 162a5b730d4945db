import type { HoleLimits } from '@timescope/core/nucleusKernels';

/**
 * Fills background components (four neighbours) within the limits that the rim of the tile does not cut. Of a long slit
 * only its edges' distance counts, so that what lies beyond cannot show.
 */
export function fillHoles(
  mask: Uint8Array,
  width: number,
  height: number,
  { mostPixels, mostEdge }: HoleLimits,
): void {
  const seen = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  const hole = new Int32Array(mostPixels);
  for (let i = 0; i < width * height; i++) {
    if (mask[i] || seen[i]) continue;
    const size = floodBackground(mask, width, height, i, mostEdge, seen, stack, hole);
    if (size >= 0) for (let k = 0; k < size; k++) mask[hole[k]!] = 1;
  }
}

/** Size of the component at `start`, its pixels in `hole`; -1 when it is beyond the limits or touches the rim. */
function floodBackground(
  mask: Uint8Array,
  width: number,
  height: number,
  start: number,
  mostEdge: number,
  seen: Uint8Array,
  stack: Int32Array,
  hole: Int32Array,
): number {
  let depth = 0;
  let size = 0;
  let isOpen = false;
  let left = width;
  let right = 0;
  let lower = start;
  const visit = (n: number) => {
    if (mask[n] || seen[n]) return;
    seen[n] = 1;
    stack[depth++] = n;
  };
  visit(start);
  while (depth > 0) {
    const i = stack[--depth]!;
    const x = i % width;
    if (size < hole.length) hole[size] = i;
    size++;
    left = Math.min(left, x);
    right = Math.max(right, x);
    lower = Math.max(lower, i);
    if (x === 0 || x === width - 1 || i < width || i >= width * (height - 1)) isOpen = true;
    if (x > 0) visit(i - 1);
    if (x < width - 1) visit(i + 1);
    if (i >= width) visit(i - width);
    if (i < width * (height - 1)) visit(i + width);
  }
  const rows = Math.floor(lower / width) - Math.floor(start / width) + 1;
  return isOpen || size > hole.length || right - left + 1 > mostEdge || rows > mostEdge ? -1 : size;
}
