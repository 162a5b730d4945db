import type { Estimate } from './computable';
import { ascending, quantile } from './quantile';

/** As the papers: 1000 resamples. */
export const BOOTSTRAP_REPLICATES = 1000;

/** Which rows a resample drew: row indices with repeats, as many as there are rows. */
export interface ResamplePlan {
  readonly replicates: number;
  readonly seed: number;
}

export const DEFAULT_PLAN: ResamplePlan = { replicates: BOOTSTRAP_REPLICATES, seed: 1 };

/** Calls `visit` with the row indices of each resample; the same for one seed on every machine. The array is reused. */
export function eachResample(
  rows: number,
  { replicates, seed }: ResamplePlan,
  visit: (indices: Uint32Array, replicate: number) => void,
): void {
  const next = integers(seed);
  const indices = new Uint32Array(rows);
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (let at = 0; at < rows; at++) indices[at] = Math.floor((next() / 2 ** 32) * rows);
    visit(indices, replicate);
  }
}

/** Percentile interval: 2.5 and 97.5 % of the resampled values. */
export function percentileInterval(value: number, resampled: Iterable<number>): Estimate {
  const sorted = ascending(resampled);
  return { value, lower: quantile(sorted, 0.025), upper: quantile(sorted, 0.975) };
}

/** sfc32 (C. Doty-Humphrey, PractRand; public domain algorithm): 32-bit integers, equal on every engine. */
function integers(seed: number): () => number {
  let [a, b, c, counter] = [0x9e3779b9 | 0, seed | 0, Math.floor(seed / 2 ** 32) | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 15; warmUp++) next();
  return next;
}
