import type { Features } from './featureTable';

/**
 * IBSI 3.3, intensity-based statistics (names are the reference tags without `stat_`). Percentiles lie between the two
 * nearest values (linear). A flat region has skewness and kurtosis 0 (IBSI 3.3.3, 3.3.4).
 */
export function statistics(values: Float64Array): Features {
  const sorted = values.toSorted();
  const moments = centralMoments(values);
  const { mean, variance } = moments;
  const [p10, p25, median, p75, p90] = [0.1, 0.25, 0.5, 0.75, 0.9].map(share => percentile(sorted, share));
  const [min = NaN, max = NaN] = [sorted[0], sorted.at(-1)];
  const [low = NaN, q1 = NaN, middle = NaN, q3 = NaN, high = NaN] = [p10, p25, median, p75, p90];
  const inner = sorted.subarray(
    sorted.findIndex(value => value >= low),
    sorted.findLastIndex(value => value <= high) + 1,
  );
  const energy = meanOf(values, value => value * value) * values.length;
  return {
    mean,
    var: variance,
    skew: variance === 0 ? 0 : moments.third / variance ** 1.5,
    kurt: variance === 0 ? 0 : moments.fourth / variance ** 2 - 3,
    median: middle,
    min,
    p10: low,
    p90: high,
    max,
    iqr: q3 - q1,
    range: max - min,
    mad: meanDistance(values, mean),
    rmad: meanDistance(
      inner,
      meanOf(inner, value => value),
    ),
    medad: meanDistance(values, middle),
    cov: Math.sqrt(variance) / mean,
    qcod: (q3 - q1) / (q3 + q1),
    energy,
    rms: Math.sqrt(energy / values.length),
  };
}

function centralMoments(values: Float64Array) {
  const mean = meanOf(values, value => value);
  let [second, third, fourth] = [0, 0, 0];
  for (const value of values) {
    const d = value - mean;
    second += d * d;
    third += d * d * d;
    fourth += d * d * d * d;
  }
  const n = values.length;
  return { mean, variance: second / n, third: third / n, fourth: fourth / n };
}

function meanOf(values: Float64Array, f: (value: number) => number): number {
  let sum = 0;
  for (const value of values) sum += f(value);
  return sum / values.length;
}

const meanDistance = (values: Float64Array, from: number) => meanOf(values, value => Math.abs(value - from));

function percentile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? NaN;
  return low + ((sorted[below + 1] ?? low) - low) * (place - below);
}
