import { notComputable, notFinite, type Computable } from './computable';
import { ascending } from './quantile';

export interface Cut2 {
  /** Ends of the intervals [a, b), the last one closed: one more than there are groups. */
  readonly cuts: readonly number[];
  /** Fewer than asked for where few values differ. */
  readonly groups: number;
}

/**
 * Groups of about equal size as Hmisc's cut2(x, g) makes them: group j ends with the smallest value up to which at least
 * j / g of the rows lie, and the next one begins with the next value that occurs.
 */
export function cut2(values: readonly number[], groups: number): Computable<Cut2> {
  const reason = notFinite('the values', values);
  if (reason !== undefined) return notComputable(reason);
  if (!Number.isInteger(groups) || groups < 2) return notComputable('at least two groups are needed');
  const sorted = ascending(values);
  const distinct = ascending(new Set(sorted));
  if (distinct.length < 2) return notComputable('all values are equal');
  const begins = Array.from({ length: groups - 1 }, (_, j) => {
    const upper = sorted[Math.ceil(((j + 1) * sorted.length) / groups) - 1] ?? NaN;
    return distinct.find(value => value > upper);
  });
  const lower = new Set([distinct[0], ...begins].filter(value => value !== undefined));
  const cuts = [...lower, distinct.at(-1) ?? NaN];
  return { kind: 'computed', cuts, groups: cuts.length - 1 };
}

/** The group of a value, from 0: also of values outside, which belong to the first or last one. */
export const groupOf = (value: number, cuts: readonly number[]): number =>
  cuts.slice(1, -1).filter(cut => value >= cut).length;

/** The groups in words: [a,b) and, at last, [a,b]. */
export const groupLabels = (cuts: readonly number[]): string[] =>
  cuts.slice(0, -1).map((from, k) => `[${from},${cuts[k + 1] ?? ''}${k === cuts.length - 2 ? ']' : ')'}`);
