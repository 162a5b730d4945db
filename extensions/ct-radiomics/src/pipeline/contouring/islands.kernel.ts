import type { SliceMask } from './sliceMask';

/** The slice with its holes filled: pixels outside that no path of edge neighbours joins to the rim of the slice. */
export function withHolesFilled(slice: SliceMask): Uint8Array {
  const outside = spread(slice, rimOf(slice), 0);
  return outside.map(reached => 1 - reached);
}

/** The greatest of the slice's islands (pixels joined by their edges); of equals the one that comes first by rows. */
export function greatestIsland(slice: SliceMask): Uint8Array {
  const left = slice.values.slice();
  let greatest = new Uint8Array(left.length);
  let pixels = 0;
  for (let start = left.indexOf(1); start >= 0; start = left.indexOf(1, start)) {
    const island = spread({ ...slice, values: left }, [start], 1);
    let count = 0;
    for (let at = 0; at < island.length; at++) {
      if (!island[at]) continue;
      left[at] = 0;
      count++;
    }
    if (count > pixels) [greatest, pixels] = [island, count];
  }
  return greatest;
}

function rimOf({ width, height }: SliceMask): number[] {
  const rim: number[] = [];
  for (let i = 0; i < width; i++) rim.push(i, (height - 1) * width + i);
  for (let j = 0; j < height; j++) rim.push(j * width, (j + 1) * width - 1);
  return rim;
}

/** 1 for every pixel of the given value that a path of edge neighbours of that value joins to one of the starts. */
function spread(
  { values, width, height }: SliceMask,
  starts: readonly number[],
  value: 0 | 1,
): Uint8Array<ArrayBuffer> {
  if (values.length !== width * height) throw new RangeError('The pixels do not fill the slice.');
  const reached = new Uint8Array(values.length);
  const waiting = new Int32Array(values.length);
  let end = 0;
  const visit = (at: number) => {
    if (reached[at] || values[at] !== value) return;
    reached[at] = 1;
    waiting[end++] = at;
  };
  for (const start of starts) visit(start);
  for (let next = 0; next < end; next++) {
    const at = waiting[next]!;
    const i = at % width;
    if (i > 0) visit(at - 1);
    if (i < width - 1) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at + width < values.length) visit(at + width);
  }
  return reached;
}
