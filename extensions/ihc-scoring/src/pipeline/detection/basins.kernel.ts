import type { BasinLimits } from '@timescope/core/nucleusKernels';

/**
 * Rain-falling watershed: each pixel with a positive response belongs to the peak that it reaches by always stepping to
 * its highest neighbour (eight of them; of equals the first in memory). Needs no queue and no flooding order.
 * @param mostSteps At most 254. Pixels farther from their peak belong to none, so that nothing far away can show.
 * @param peak Written: for each pixel the index of its peak, or -1 where it has none. The rim is -1.
 */
export function climbToPeaks(
  response: Float32Array,
  width: number,
  height: number,
  mostSteps: number,
  peak: Int32Array,
): void {
  peak.fill(-1, 0, width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      if (response[i]! > 0) peak[i] = highestNeighbour(response, i, width);
    }
  }
  const steps = new Uint8Array(width * height).fill(UNKNOWN);
  for (let i = 0; i < width * height; i++)
    if (peak[i]! >= 0 && steps[i] === UNKNOWN) followTo(peak, i, steps, mostSteps);
}

/** Marks the basins whose peak reaches `minPeak` and whose mean of `image` exceeds `minMean`. */
export function keepBasins(
  peak: Int32Array,
  response: Float32Array,
  image: Float32Array,
  pixels: number,
  limits: BasinLimits,
  mask: Uint8Array,
): void {
  const sums = new Float64Array(pixels);
  const counts = new Uint32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const at = peak[i]!;
    if (at < 0) continue;
    sums[at]! += image[i]!;
    counts[at]!++;
  }
  for (let i = 0; i < pixels; i++) {
    const at = peak[i]!;
    mask[i] = at >= 0 && response[at]! >= limits.minPeak && sums[at]! > limits.minMean * counts[at]! ? 1 : 0;
  }
}

function highestNeighbour(response: Float32Array, i: number, width: number): number {
  let best = i;
  let height = response[i]!;
  for (let dy = -width; dy <= width; dy += width) {
    for (let n = i + dy - 1; n <= i + dy + 1; n++) {
      const value = response[n]!;
      if (value > height || (value === height && n < best)) {
        height = value;
        best = n;
      }
    }
  }
  return best;
}

const UNKNOWN = 255;

/** Gives every pixel on the way up from `start` its peak and its steps to it; after `mostSteps` of them no peak. */
function followTo(peak: Int32Array, start: number, steps: Uint8Array, mostSteps: number): void {
  let end = start;
  let left = 0;
  for (; steps[end] === UNKNOWN && peak[end] !== end; end = peak[end]!) left++;
  if (peak[end] === end) steps[end] = 0;
  const top = peak[end]!;
  left += steps[end]!;
  for (let i = start; i !== end; left--) {
    const next = peak[i]!;
    peak[i] = left > mostSteps ? -1 : top;
    steps[i] = Math.min(left, UNKNOWN - 1);
    i = next;
  }
}
