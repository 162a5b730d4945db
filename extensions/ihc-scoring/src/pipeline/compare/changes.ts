import type { Counts, GradeCounts } from '@timescope/core/result/scoreResult';
import { totalOf } from '../scores/formulas';
import { wilson } from '../scores/uncertainty';

/** 97.5 % point of the normal distribution: 95 % intervals. */
const Z = 1.959964;

/** A difference, later minus earlier, in the score's own unit. */
export interface Change {
  readonly difference: number;
  /** 95 % interval of counting; undefined where there is none. */
  readonly interval: { readonly low: number; readonly high: number; readonly method: string } | undefined;
}

export const plainChange = (earlier: number, later: number): Change => ({
  difference: later - earlier,
  interval: undefined,
});

/** Of two percentages of cells: Newcombe's interval from Wilson's two (Stat Med 1998;17:873, method 10). */
export function shareChange(earlier: Counts, later: Counts): Change {
  const share = ({ positive, total }: Counts) => (100 * positive) / total;
  const [p, q] = [share(earlier), share(later)];
  const [a, b] = [wilson(earlier), wilson(later)];
  const difference = q - p;
  return {
    difference,
    interval: {
      low: difference - Math.hypot(q - b.low, a.high - p),
      high: difference + Math.hypot(b.high - q, p - a.low),
      method: "Newcombe's",
    },
  };
}

/** Of two H-scores: from the spread of the grades of both. */
export function hScoreChange(earlier: GradeCounts, later: GradeCounts): Change {
  const [a, b] = [spread(earlier), spread(later)];
  return normalChange(b.mean - a.mean, Math.hypot(a.error, b.error));
}

/** Of two densities per mm2: both counts taken as Poisson's. */
export function densityChange(
  earlier: { readonly count: number; readonly areaMm2: number },
  later: { readonly count: number; readonly areaMm2: number },
): Change {
  const of = ({ count, areaMm2 }: typeof earlier) => count / areaMm2;
  const error = ({ count, areaMm2 }: typeof earlier) => Math.sqrt(Math.max(1, count)) / areaMm2;
  return normalChange(of(later) - of(earlier), Math.hypot(error(earlier), error(later)));
}

const normalChange = (difference: number, error: number): Change => ({
  difference,
  interval: { low: difference - Z * error, high: difference + Z * error, method: 'normal' },
});

/** Mean grade and its standard error, a 100 cells. */
function spread(grades: GradeCounts): { mean: number; error: number } {
  const [, weak, moderate, strong] = grades;
  const total = totalOf(grades);
  const mean = (weak + 2 * moderate + 3 * strong) / total;
  const variance = (weak + 4 * moderate + 9 * strong) / total - mean * mean;
  return { mean: 100 * mean, error: 100 * Math.sqrt(Math.max(0, variance) / total) };
}
