import type { LabelMeasures } from '@timescope/core/nucleusKernels';

/**
 * Pulls outlines in to where the image really bends: a pixel stays when all eight neighbours belong to the mask or when
 * the fine response is positive there. Without this the blur of the detection adds a rim of cytoplasm to every nucleus,
 * which spoils its mean stain.
 */
export function refineMask(
  mask: Uint8Array,
  fineResponse: Float32Array,
  width: number,
  height: number,
  out: Uint8Array,
): void {
  out.fill(0, 0, width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      if (mask[i] !== 0 && (fineResponse[i]! > 0 || isFilled(mask, i, width))) out[i] = 1;
    }
  }
}

function isFilled(mask: Uint8Array, i: number, width: number): boolean {
  for (let dy = -width; dy <= width; dy += width) {
    if (mask[i + dy - 1] === 0 || mask[i + dy] === 0 || mask[i + dy + 1] === 0) return false;
  }
  return true;
}

/**
 * Closes notches of every part, one pixel deep: a pixel outside all parts goes to the part that holds at least five of
 * its eight neighbours. Two parts never both do.
 */
export function fillNotches(labels: Int32Array, width: number, height: number, out: Int32Array): void {
  out.set(labels.subarray(0, width * height));
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      if (labels[i] !== 0) continue;
      const part = majority(labels, i, width);
      if (part !== 0) out[i] = part;
    }
  }
}

/** Five of eight pixels cannot miss all of four neighbours on a cross and all four on the diagonals. */
function majority(labels: Int32Array, i: number, width: number): number {
  for (const candidate of [labels[i - 1]!, labels[i + 1]!, labels[i - width]!, labels[i + width]!]) {
    if (candidate !== 0 && countAround(labels, i, width, candidate) >= 5) return candidate;
  }
  return 0;
}

function countAround(labels: Int32Array, i: number, width: number, label: number): number {
  let count = 0;
  for (let dy = -width; dy <= width; dy += width) {
    for (let n = i + dy - 1; n <= i + dy + 1; n++) if (labels[n] === label) count++;
  }
  return count;
}

/**
 * Numbers the connected pieces (four neighbours) of every part anew as 1 ... n in memory order of their first pixel.
 * The rim must be 0.
 * @returns n.
 */
export function relabel(parts: Int32Array, width: number, height: number, out: Int32Array): number {
  const stack = new Int32Array(width * height);
  out.fill(0, 0, width * height);
  let count = 0;
  for (let start = 0; start < width * height; start++) {
    if (parts[start] === 0 || out[start] !== 0) continue;
    count++;
    let depth = 0;
    out[start] = count;
    stack[depth++] = start;
    while (depth > 0) {
      const i = stack[--depth]!;
      for (let k = 0; k < 4; k++) {
        const n = k === 0 ? i - 1 : k === 1 ? i + 1 : k === 2 ? i - width : i + width;
        if (out[n] !== 0 || parts[n] !== parts[i]) continue;
        out[n] = count;
        stack[depth++] = n;
      }
    }
  }
  return count;
}

/** Pixels a label, 0 ... n; index 0 counts the background. */
export function areas(labels: Int32Array, pixels: number, count: number): Uint32Array {
  const sizes = new Uint32Array(count + 1);
  for (let i = 0; i < pixels; i++) sizes[labels[i]!]!++;
  return sizes;
}

/** Everything that one pass over the labels can measure, for labels 1 ... count. */
export function measureLabels(
  labels: Int32Array,
  width: number,
  height: number,
  count: number,
  images: readonly Float32Array[],
): LabelMeasures {
  const areas = new Uint32Array(count + 1);
  const firstPixels = new Int32Array(count + 1).fill(-1);
  const spans = new Uint32Array(count + 1);
  const left = new Int32Array(count + 1).fill(width);
  const right = new Int32Array(count + 1);
  const x = new Float64Array(count + 1);
  const y = new Float64Array(count + 1);
  const totals = images.map(() => new Float64Array(count + 1));
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      const label = labels[i]!;
      if (label === 0) continue;
      areas[label]!++;
      if (firstPixels[label] === -1) firstPixels[label] = i;
      left[label] = Math.min(left[label]!, column);
      right[label] = Math.max(right[label]!, column);
      spans[label] = Math.max(right[label] - left[label], row - Math.floor(firstPixels[label]! / width)) + 1;
      x[label]! += column + 0.5;
      y[label]! += row + 0.5;
      for (let k = 0; k < images.length; k++) totals[k]![label]! += images[k]![i]!;
    }
  }
  return { areas, firstPixels, spans, x, y, sums: totals };
}

/** Drops the labels where `keep` is 0 and closes the gaps in the numbering. Returns how many are left. */
export function keepLabels(labels: Int32Array, pixels: number, keep: Uint8Array): number {
  const renumbered = new Int32Array(keep.length);
  let left = 0;
  for (let label = 1; label < keep.length; label++) if (keep[label]) renumbered[label] = ++left;
  for (let i = 0; i < pixels; i++) if (labels[i] !== 0) labels[i] = renumbered[labels[i]!]!;
  return left;
}
