import { notComputable, Z95, type Computable, type Estimate } from '../computable';
import { labelOrder } from '../survival/survivalTimes';

export interface Kappa extends Estimate {
  readonly se: number;
}

export interface CohenKappa {
  readonly n: number;
  readonly categories: readonly string[];
  /** Rows: the first rater. */
  readonly counts: readonly (readonly number[])[];
  /** Share of subjects on whom both agree. */
  readonly observed: number;
  readonly plain: Kappa;
  readonly linear: Kappa;
  /** Disagreement counts with the square of its distance in the order of the categories. */
  readonly quadratic: Kappa;
}

/**
 * Cohen's kappa of two raters (1960; weighted 1968) with the large-sample standard error of Fleiss, Cohen and Everitt
 * (Psychological Bulletin 1969;72:323).
 * @param order the categories from low to high; else those that occur, numbers by value
 */
export function cohenKappa(
  a: readonly string[],
  b: readonly string[],
  order?: readonly string[],
): Computable<CohenKappa> {
  if (a.length !== b.length) return notComputable('both raters must have rated every subject');
  if (a.length < 2) return notComputable('at least two subjects are needed');
  const categories = order ?? [...new Set([...a, ...b])].sort(labelOrder);
  if ([...a, ...b].some(label => !categories.includes(label)))
    return notComputable('a rating is none of the categories');
  const place = new Map(categories.map((label, k) => [label, k]));
  const counts = categories.map(() => categories.map(() => 0));
  a.forEach((label, subject) => {
    const row = counts[place.get(label) ?? 0];
    const column = place.get(b[subject] ?? '') ?? 0;
    if (row) row[column] = (row[column] ?? 0) + 1;
  });
  const shares = counts.map(row => row.map(count => count / a.length));
  const last = Math.max(1, categories.length - 1);
  const plain = weighted(shares, a.length, (i, j) => (i === j ? 1 : 0));
  if (!plain) return notComputable('both raters put every subject into one and the same category');
  const linear = weighted(shares, a.length, (i, j) => 1 - Math.abs(i - j) / last) ?? plain;
  const quadratic = weighted(shares, a.length, (i, j) => 1 - ((i - j) / last) ** 2) ?? plain;
  const observed = shares.reduce((sum, row, k) => sum + (row[k] ?? 0), 0);
  return { kind: 'computed', n: a.length, categories, counts, observed, plain, linear, quadratic };
}

/** @param weight of agreement, 1 on the diagonal. @param shares of all subjects, first rater by rows */
function weighted(
  shares: readonly (readonly number[])[],
  n: number,
  weight: (i: number, j: number) => number,
): Kappa | undefined {
  const rows = shares.map(total);
  const columns = shares.map((_, j) => total(shares.map(row => row[j] ?? 0)));
  const cells = shares.flatMap((row, i) => row.map((share, j) => ({ i, j, share, w: weight(i, j) })));
  const observed = total(cells.map(({ share, w }) => share * w));
  const expected = total(cells.map(({ i, j, w }) => w * (rows[i] ?? 0) * (columns[j] ?? 0)));
  if (1 - expected < 1e-15) return undefined;
  const value = (observed - expected) / (1 - expected);
  const ofRow = rows.map((_, i) => total(columns.map((share, j) => share * weight(i, j))));
  const ofColumn = columns.map((_, j) => total(rows.map((share, i) => share * weight(i, j))));
  const spread = total(
    cells.map(
      ({ i, j, share, w }) => share * (w - ((ofRow[i] ?? 0) + (ofColumn[j] ?? 0)) * (1 - value)) ** 2,
    ),
  );
  const variance = (spread - (value - expected * (1 - value)) ** 2) / (n * (1 - expected) ** 2);
  const se = Math.sqrt(Math.max(0, variance));
  return { value, se, lower: Math.max(-1, value - Z95 * se), upper: Math.min(1, value + Z95 * se) };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
