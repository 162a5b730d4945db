import type { Category, Counts, CutoffDistance, GradeCounts } from '@timescope/core/result/scoreResult';
import type { Categories, CutScore } from '../presets/preset';
import type { Settings } from '../settings';
import { categoryOf, nearestCutoff } from './categories';
import { countsOf, cps, hScore, percentPositive, totalOf } from './formulas';
import type { Populations } from './populations';
import {
  distanceTo,
  H_SCORE_ERROR_POINTS,
  hScoreInterval,
  PERCENT_ERROR_POINTS,
  ratioInterval,
  wilson,
  type Interval,
} from './uncertainty';

/** A value to be cut, with what it is of and how sure its counting is. */
interface Judged {
  readonly value: number;
  readonly denominator: string;
  readonly interval: Interval;
  readonly method: string;
  readonly errorPoints: number;
}

/** The marker's categories, and how near the value lies to the next cut-off; nothing where the score is missing. */
export function judgementsOf(
  groups: Populations,
  { preset }: Settings,
  isKeptBack: boolean,
): { categories: Category[]; cutoffs: CutoffDistance[] } {
  const judged = preset.categories.flatMap(each => {
    const found = isKeptBack ? undefined : judgedOf(each.score, groups);
    return found ? [{ each, found }] : [];
  });
  return {
    categories: judged.map(({ each, found }) => categoryIn(each, found)),
    cutoffs: judged.flatMap(({ each, found }) => cutoffOf(each, found)),
  };
}

function categoryIn(each: Categories, { value, denominator }: Judged): Category {
  const name = categoryOf(each, value) ?? '';
  return { score: each.score, value, name, denominator, source: each.source };
}

function cutoffOf(each: Categories, { value, interval, method, errorPoints }: Judged): CutoffDistance[] {
  const cutoff = nearestCutoff(each, value);
  return cutoff === undefined ? [] : [distanceTo(cutoff, each.score, value, interval, method, errorPoints)];
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
        errorPoints: PERCENT_ERROR_POINTS,
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
        errorPoints: H_SCORE_ERROR_POINTS,
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
        errorPoints: PERCENT_ERROR_POINTS,
      };
}
