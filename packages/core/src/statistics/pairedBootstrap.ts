import { DEFAULT_PLAN, eachResample, percentileInterval, type ResamplePlan } from './bootstrap';
import type { Estimate } from './computable';

/** A statistic when row k counts weight[k] times; NaN where these rows have none. */
export type WeightedStatistic = (weight: Float64Array) => number;

export interface ResampledModel extends Estimate {
  /** Resamples without a value, left out of the interval. */
  readonly emptyResamples: number;
  /** One a resample in which there is one, in the order drawn. */
  readonly resampled: readonly number[];
}

/** A model's statistic less the first model's, of the same rows. */
export interface ModelDifference extends Estimate {
  /** Two-sided bootstrap p, at least 2 / (resamples + 1). */
  readonly p: number;
}

export interface PairedBootstrap {
  readonly models: readonly ResampledModel[];
  /** Second, third ... model less the first, on the same resamples. */
  readonly differences: readonly ModelDifference[];
}

/**
 * Statistics of several models of the same rows with percentile intervals, and how the others differ from the first: each
 * resample of rows is given to all models (Efron and Tibshirani 1993, chapters 13 and 16).
 */
export function pairedBootstrap(
  rows: number,
  models: readonly WeightedStatistic[],
  plan: ResamplePlan = DEFAULT_PLAN,
): PairedBootstrap {
  const weight = new Float64Array(rows).fill(1);
  const values = models.map(model => model(weight));
  const drawn = models.map((): number[] => []);
  eachResample(rows, plan, indices => {
    weight.fill(0);
    for (const index of indices) weight[index] = (weight[index] ?? 0) + 1;
    models.forEach((model, k) => drawn[k]?.push(model(weight)));
  });
  const [first = [], ...others] = drawn;
  return {
    models: drawn.map((all, k) => {
      const resampled = all.filter(value => !Number.isNaN(value));
      const emptyResamples = all.length - resampled.length;
      return { ...percentileInterval(values[k] ?? NaN, resampled), emptyResamples, resampled };
    }),
    differences: others.map((other, k) => {
      const differences = other.map((value, at) => value - (first[at] ?? NaN)).filter(d => !Number.isNaN(d));
      const value = (values[k + 1] ?? NaN) - (values[0] ?? NaN);
      return { ...percentileInterval(value, differences), p: bootstrapP(differences) };
    }),
  };
}

/** Twice the smaller share of resampled differences on either side of 0, counting the sample itself on both. */
function bootstrapP(drawn: readonly number[]): number {
  const beyond = (isBeyond: (d: number) => boolean) => 1 + drawn.filter(isBeyond).length;
  const fewer = Math.min(
    beyond(d => d <= 0),
    beyond(d => d >= 0),
  );
  return Math.min(1, (2 * fewer) / (drawn.length + 1));
}
