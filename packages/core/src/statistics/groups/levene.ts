import { mean, notComputable, notFinite, sum, type Computable } from '../computable';
import { fAbove } from '../distributions';
import { median } from '../quantile';

/**
 * Levene's test of equal variances on distances from each group's median (Brown and Forsythe, JASA 1974;69:364): a one-way
 * analysis of variance of the distances.
 */
export function levene(
  groups: readonly (readonly number[])[],
): Computable<{ readonly f: number; readonly df1: number; readonly df2: number; readonly p: number }> {
  const reason = notFinite('the values', groups.flat());
  if (reason !== undefined) return notComputable(reason);
  if (groups.length < 2 || groups.some(values => values.length < 2))
    return notComputable('at least two groups of two values are needed');
  const distances = groups.map(values => {
    const centre = median(values);
    return values.map(value => Math.abs(value - centre));
  });
  const all = distances.flat();
  const grand = mean(all);
  const between = sum(distances.map(own => own.length * (mean(own) - grand) ** 2));
  const within = sum(distances.flatMap(own => own.map(value => (value - mean(own)) ** 2)));
  if (within === 0) return notComputable('the distances from the medians do not vary');
  const [df1, df2] = [groups.length - 1, all.length - groups.length];
  const f = between / df1 / (within / df2);
  return { kind: 'computed', f, df1, df2, p: fAbove(f, df1, df2) };
}
