import { intraclassCorrelations, type IntraclassCorrelation } from '@timescope/core/statistics/icc';
import type { ComparedPair } from './comparedPair';

/** One measure over the pairs of a cohort. */
export interface MeasureSummary {
  readonly pairs: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1); null of one pair. */
  readonly sd: number | null;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** How well two readers' values of one feature agree over the cohort; each pair is a subject. */
export interface FeatureIcc {
  readonly subjects: number;
  readonly icc21: IntraclassCorrelation;
  readonly icc31: IntraclassCorrelation;
}

export interface CohortAgreement {
  readonly pairs: number;
  readonly measures: Readonly<Record<string, MeasureSummary>>;
  /** By feature; those that could not be computed stand under `notEvaluable`. */
  readonly icc: Readonly<Record<string, FeatureIcc>>;
  readonly notEvaluable: Readonly<Record<string, string>>;
}

/** @param pairs at least one */
export function cohortAgreement(pairs: readonly ComparedPair[]): CohortAgreement {
  const icc: Record<string, FeatureIcc> = {};
  const notEvaluable: Record<string, string> = {};
  for (const [name, ratings] of ratingsByFeature(pairs)) {
    const said = intraclassCorrelations(ratings);
    if (said.kind === 'computed')
      icc[name] = { subjects: said.subjects, icc21: said.icc21, icc31: said.icc31 };
    else notEvaluable[name] = `${said.reason} (pairs with a value of both readers: ${ratings.length})`;
  }
  const measures = Object.entries(MEASURES).map(([name, of]) => [name, summary(pairs.map(of))]);
  return {
    pairs: pairs.length,
    measures: Object.fromEntries(measures) as CohortAgreement['measures'],
    icc,
    notEvaluable,
  };
}

const MEASURES: Readonly<Record<string, (pair: ComparedPair) => number>> = {
  dice: pair => pair.dice,
  hausdorffMm: pair => pair.hausdorffMm,
  hd95Mm: pair => pair.hd95Mm,
  meanSurfaceDistanceMm: pair => pair.meanSurfaceDistanceMm,
  volumeDifferencePercent: pair => pair.volumeMm3.differencePercent,
  largestSliceAreaDifferencePercent: pair => pair.largestSlice.areaDifferencePercent,
  largestSlicesApart: pair => pair.largestSlice.slicesApart,
};

function summary(values: readonly number[]): MeasureSummary {
  const sorted = values.toSorted((a, b) => a - b);
  const count = sorted.length;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const at = (index: number) => sorted[index] ?? NaN;
  return {
    pairs: count,
    mean,
    sd: count > 1 ? Math.sqrt(squares / (count - 1)) : null,
    median: (at((count - 1) >> 1) + at(count >> 1)) / 2,
    min: at(0),
    max: at(count - 1),
  };
}

/** The pairs of values that both readers have; volume and largest area need no image. */
function ratingsByFeature(pairs: readonly ComparedPair[]): Map<string, [number, number][]> {
  const ratings = new Map<string, [number, number][]>([
    ['volumeMm3', pairs.map(({ volumeMm3 }) => [volumeMm3.a, volumeMm3.b])],
    [
      'largestSliceAreaMm2',
      pairs.map(({ largestSlice }) => [largestSlice.a.areaMm2, largestSlice.b.areaMm2]),
    ],
  ]);
  for (const { radiomics } of pairs)
    for (const [name, { a, b }] of Object.entries(radiomics?.features ?? {})) {
      const values = ratings.get(name) ?? [];
      ratings.set(name, a === null || b === null ? values : [...values, [a, b]]);
    }
  return ratings;
}
