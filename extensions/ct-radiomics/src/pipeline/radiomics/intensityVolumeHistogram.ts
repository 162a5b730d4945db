import type { Features } from './featureTable';

/**
 * IBSI 3.5 for definite, whole intensities such as Hounsfield units (tags without `ivh_`): a step of one unit. A flat
 * region has no intensity fraction, so nothing is computable.
 */
export function intensityVolumeHistogram(values: Float64Array): Features {
  const sorted = values.toSorted();
  const [low = 0, high = 0] = [sorted[0], sorted.at(-1)];
  const range = high - low;
  const names = ['v10', 'v90', 'i10', 'i90', 'diff_v10_v90', 'diff_i10_i90'];
  if (range === 0) return Object.fromEntries(names.map(name => [name, undefined]));
  const volumeAt = (share: number) =>
    atLeast(
      sorted,
      firstWhere(low, high, x => (x - low) / range >= share),
    );
  const intensityAt = (share: number) => firstWhere(low, high, x => atLeast(sorted, x) <= share);
  const [v10, v90, i10, i90] = [volumeAt(0.1), volumeAt(0.9), intensityAt(0.1), intensityAt(0.9)];
  return { v10, v90, i10, i90, diff_v10_v90: v10 - v90, diff_i10_i90: i10 - i90 };
}

/** Share of the values that are at least x. */
function atLeast(sorted: Float64Array, x: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? 0) < x) from = middle + 1;
    else to = middle;
  }
  return 1 - from / sorted.length;
}

/** Undefined never: both conditions hold at the greatest intensity or one step above it. */
function firstWhere(low: number, high: number, holds: (x: number) => boolean): number {
  for (let x = low; x <= high; x++) if (holds(x)) return x;
  return high + 1;
}
