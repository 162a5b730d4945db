import type { MembraneBands } from '@timescope/core/nucleusKernels';

/** Of the values across the border the third highest counts: a line of stain has three pixels there, noise has not. Ours. */
const RANK = 3;

/**
 * Measures the band of `reach` pixels on either side of each cell's border, which a membrane shared with a neighbour
 * darkens for both. Pixels of a nucleus belong to no membrane.
 * The border's own value at each of the cell's outermost pixels is the third highest within reach of it.
 */
export function membraneBands(
  image: Float32Array,
  nuclei: Int32Array,
  cells: Int32Array,
  width: number,
  height: number,
  reach: number,
  count: number,
): MembraneBands {
  const sum = new Float64Array(count + 1);
  const pixels = new Uint32Array(count + 1);
  const disc = discOffsets(width, reach);
  const near = new Int32Array(disc.length);
  const border: BorderValues = { labels: [], values: [] };
  for (let y = reach; y < height - reach; y++) {
    for (let i = y * width + reach; i < (y + 1) * width - reach; i++) {
      const own = cells[i]!;
      const found = isUniform(cells, i, width, reach) ? 0 : labelsAround(cells, i, disc, near);
      if (found < 2) continue;
      if (nuclei[i] === 0) {
        for (let k = 0; k < found; k++) {
          sum[near[k]!]! += image[i]!;
          pixels[near[k]!]!++;
        }
      }
      if (own !== 0 && isOnBorder(cells, i, width)) addBorderValue(image, nuclei, i, disc, own, border);
    }
  }
  return { sum, pixels, tenth: tenths(border, count) };
}

interface BorderValues {
  readonly labels: number[];
  readonly values: number[];
}

/** Pixels whose centre lies within reach of the far edge of the pixel itself: d <= reach + 1/2. */
function discOffsets(width: number, reach: number): Int32Array {
  const offsets: number[] = [];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      if (dx * dx + dy * dy <= (reach + 0.5) * (reach + 0.5)) offsets.push(dy * width + dx);
    }
  }
  return Int32Array.from(offsets);
}

/** A quick no for the inside of cells and for empty ground. */
function isUniform(cells: Int32Array, i: number, width: number, reach: number): boolean {
  const own = cells[i]!;
  for (let dy = -reach; dy <= reach; dy++) {
    for (let n = i + dy * width - reach; n <= i + dy * width + reach; n++) {
      if (cells[n] !== own) return false;
    }
  }
  return true;
}

/** The different labels in the disc, background included as 0. */
function labelsAround(cells: Int32Array, i: number, disc: Int32Array, near: Int32Array): number {
  let found = 0;
  for (let k = 0; k < disc.length; k++) {
    const label = cells[i + disc[k]!]!;
    let j = 0;
    while (j < found && near[j] !== label) j++;
    if (j === found) near[found++] = label;
  }
  return found;
}

function isOnBorder(cells: Int32Array, i: number, width: number): boolean {
  const own = cells[i];
  return cells[i - 1] !== own || cells[i + 1] !== own || cells[i - width] !== own || cells[i + width] !== own;
}

/** The highest values are kept in descending order; where nuclei leave fewer than three, the lowest of those. */
function addBorderValue(
  image: Float32Array,
  nuclei: Int32Array,
  i: number,
  disc: Int32Array,
  label: number,
  border: BorderValues,
): void {
  let first = -Infinity;
  let second = -Infinity;
  let third = -Infinity;
  let seen = 0;
  for (let k = 0; k < disc.length; k++) {
    const n = i + disc[k]!;
    if (nuclei[n] !== 0) continue;
    const value = image[n]!;
    seen++;
    if (value > first) {
      third = second;
      second = first;
      first = value;
    } else if (value > second) {
      third = second;
      second = value;
    } else if (value > third) third = value;
  }
  if (seen === 0) return;
  border.labels.push(label);
  border.values.push(seen >= RANK ? third : seen === 2 ? second : first);
}

/** Of each label's values, sorted upwards, the one with a tenth of them below it. */
function tenths({ labels, values }: BorderValues, count: number): Float32Array {
  const starts = new Uint32Array(count + 2);
  for (const label of labels) starts[label + 1]!++;
  for (let label = 1; label < starts.length; label++) starts[label]! += starts[label - 1]!;
  const next = starts.slice();
  const sorted = new Float32Array(values.length);
  for (let k = 0; k < values.length; k++) sorted[next[labels[k]!]!++] = values[k]!;
  return Float32Array.from({ length: count + 1 }, (_, label) => {
    const own = sorted.subarray(starts[label], starts[label + 1]).sort();
    return own.length === 0 ? NaN : own[Math.floor(own.length / 10)]!;
  });
}
