/** Fills background components (four neighbours) of at most `maxPixels` that the rim of the tile does not cut. */
export function fillHoles(mask: Uint8Array, width: number, height: number, maxPixels: number): void {
  const seen = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  const hole = new Int32Array(maxPixels);
  for (let i = 0; i < width * height; i++) {
    if (mask[i] || seen[i]) continue;
    const size = floodBackground(mask, width, height, i, seen, stack, hole);
    if (size >= 0) for (let k = 0; k < size; k++) mask[hole[k]!] = 1;
  }
}

/** Size of the component at `start`, its pixels in `hole`; -1 when it is larger than `hole` or touches the rim. */
function floodBackground(
  mask: Uint8Array,
  width: number,
  height: number,
  start: number,
  seen: Uint8Array,
  stack: Int32Array,
  hole: Int32Array,
): number {
  let depth = 0;
  let size = 0;
  let isOpen = false;
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
    if (x === 0 || x === width - 1 || i < width || i >= width * (height - 1)) isOpen = true;
    if (x > 0) visit(i - 1);
    if (x < width - 1) visit(i + 1);
    if (i >= width) visit(i - width);
    if (i < width * (height - 1)) visit(i + width);
  }
  return isOpen || size > hole.length ? -1 : size;
}
