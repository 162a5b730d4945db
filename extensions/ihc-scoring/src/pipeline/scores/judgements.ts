import type { Category, Counts, CutoffDistance, GradeCounts } from '@timescope/core/result/scoreResult';
import type { Categories, CutScore } from '../presets/preset';
import type { Settings } from '../settings';
import { categoryOf, nearestCutoff } from './categories';
import { countsOf, cps, hScore, percentPositive, totalOf } from './formulas';
import type { Populations } from './populations';
import {
  detectorError,
  distanceTo,
  hScoreInterval,
  ratioInterval,
  wilson,
  type DetectorError,
  type Interval,
} from './uncertainty';

/** A value to be cut, with what it is of and how sure its counting is. */
interface Judged {
  readonly value: number;
  readonly denominator: string;
  readonly interval: Interval;
  readonly method: string;
  /** Which of the detector's errors applies. */
  readonly errorOf: keyof DetectorError;
}

/** The marker's categories, and how near the value lies to the next cut-off; nothing where the score is missing. */
export function judgementsOf(
  groups: Populations,
  settings: Settings,
  isKeptBack: boolean,
): { categories: Category[]; cutoffs: CutoffDistance[] } {
  const error = detectorError(settings);
  const judged = settings.preset.categories.flatMap(each => {
    const found = isKeptBack ? undefined : judgedOf(each.score, groups);
    return found ? [{ each, found }] : [];
  });
  return {
    categories: judged.map(({ each, found }) => categoryIn(each, found)),
    cutoffs: judged.flatMap(({ each, found }) => cutoffOf(each, found, error)),
  };
}

function categoryIn(each: Categories, { value, denominator }: Judged): Category {
  const name = categoryOf(each, value) ?? '';
  return { score: each.score, value, name, denominator, source: each.source };
}

function cutoffOf(
  each: Categories,
  { value, interval, method, errorOf }: Judged,
  error: DetectorError | undefined,
): CutoffDistance[] {
  const cutoff = nearestCutoff(each, value);
  return cutoff === undefined
    ? []
    : [distanceTo(cutoff, each.score, value, interval, method, error?.[errorOf])];
}

function judgedOf(score: CutScore, groups: Populations): Judged | undefined {
  const { tumourCells, immuneCells } = groups;
  const grades = tumourCells ?? groups.whole;
  const of = tumourCells ? groups.tumourRule : 'evaluated cells of the area';
  switch (score) {
    case 'percentPositive':
      return shareOf(countsOf(grades), of);
    case 'hScore':
      return hScoreOf(grades, of);
    case 'ki67Index':
    case 'tps':
      return tumourCells && shareOf(countsOf(tumourCells), of);
    case 'cps':
      return tumourCells && immuneCells && combinedOf(countsOf(tumourCells), countsOf(immuneCells), of);
  }
}

function shareOf(counts: Counts, of: string): Judged | undefined {
  const value = percentPositive(counts);
  return value === undefined
    ? undefined
    : {
        value,
        denominator: `${counts.total} ${of}`,
        interval: wilson(counts),
        method: "Wilson's 95 % interval",
        errorOf: 'percent',
      };
}

function hScoreOf(grades: GradeCounts, of: string): Judged | undefined {
  const value = hScore(grades);
  return value === undefined
    ? undefined
    : {
        value,
        denominator: `${totalOf(grades)} ${of}`,
        interval: hScoreInterval(grades),
        method: 'Normal 95 % interval of the mean grade',
        errorOf: 'hScore',
      };
}

function combinedOf(tumour: Counts, immune: Counts, of: string): Judged | undefined {
  const value = cps(tumour, immune);
  return value === undefined
    ? undefined
    : {
        value,
        denominator: `${tumour.total} ${of}`,
        interval: ratioInterval(tumour.positive + immune.positive, tumour.total),
        method: '95 % interval of the ratio of two counts',
        errorOf: 'percent',
      };
}
