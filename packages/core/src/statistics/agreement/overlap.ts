import { eachResample, percentileInterval, DEFAULT_PLAN, type ResamplePlan } from '../bootstrap';
import { notComputable, type Computable, type Estimate } from '../computable';

/** What was found, what is true, and what is both, of each row: pixels, or nuclei. */
export interface Overlaps {
  readonly both: readonly number[];
  readonly found: readonly number[];
  readonly truth: readonly number[];
}

/**
 * Dice over all rows, 2 sum(both) / (sum(found) + sum(truth)): of pixels Sorensen and Dice's coefficient, of objects F1; with
 * the percentile interval of a bootstrap over rows.
 */
export function diceOf(
  { both, found, truth }: Overlaps,
  plan: ResamplePlan = DEFAULT_PLAN,
): Computable<Estimate & { readonly n: number }> {
  const n = both.length;
  const wrong = both.findIndex((value, row) => !isOverlap(value, found[row], truth[row]));
  if (wrong >= 0)
    return notComputable(`row ${wrong + 1} has more in both than in one of them, or less than 0`);
  const dice = (rows: Iterable<number>) => {
    let [shared, all] = [0, 0];
    for (const row of rows) {
      shared += both[row] ?? 0;
      all += (found[row] ?? 0) + (truth[row] ?? 0);
    }
    return (2 * shared) / all;
  };
  const value = dice(both.keys());
  if (!Number.isFinite(value)) return notComputable('nothing was found and nothing is true');
  const resampled: number[] = [];
  eachResample(n, plan, rows => {
    const one = dice(rows);
    if (Number.isFinite(one)) resampled.push(one);
  });
  return { kind: 'computed', ...percentileInterval(value, resampled), n };
}

const isOverlap = (both: number, found = Number.NaN, truth = Number.NaN): boolean =>
  both >= 0 && both <= found && both <= truth;
