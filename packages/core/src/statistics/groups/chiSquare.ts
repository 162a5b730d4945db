import { notComputable, type Computable } from '../computable';
import { chiSquareAbove } from '../distributions';

export interface ChiSquare {
  readonly chisq: number;
  readonly df: number;
  readonly p: number;
  /** Whether Yates's correction was applied: two rows and two columns, as in R. */
  readonly isCorrected: boolean;
  /** Without the correction; equal to the above for larger tables. */
  readonly uncorrected: { readonly chisq: number; readonly p: number };
  readonly expected: readonly (readonly number[])[];
  /** Strength of the association, 0 to 1, uncorrected (Cramer 1946). */
  readonly cramersV: number;
}

/** Ours, after Cochran: below it the p-value is approximate, and the result says so. */
export const LEAST_EXPECTED = 5;

/** Pearson's chi-square test of independence of rows and columns. @param counts whole numbers of at least 0, by rows */
export function chiSquare(counts: readonly (readonly number[])[]): Computable<ChiSquare> {
  const [rows, columns] = [counts.length, counts[0]?.length ?? 0];
  if (rows < 2 || columns < 2) return notComputable('at least two rows and two columns are needed');
  if (
    counts.some(row => row.length !== columns || !row.every(count => Number.isInteger(count) && count >= 0))
  )
    return notComputable('every cell must be a count');
  const ofRows = counts.map(total);
  const ofColumns = Array.from({ length: columns }, (_, column) =>
    total(counts.map(row => row[column] ?? 0)),
  );
  if ([...ofRows, ...ofColumns].includes(0)) return notComputable('a row or a column is empty');
  const all = total(ofRows);
  const expected = ofRows.map(row => ofColumns.map(column => (row * column) / all));
  const [df, isCorrected] = [(rows - 1) * (columns - 1), rows === 2 && columns === 2];
  const away = counts.flatMap((row, i) => row.map((count, j) => Math.abs(count - (expected[i]?.[j] ?? 0))));
  const correction = isCorrected ? Math.min(0.5, ...away) : 0;
  const statistic = (less: number) =>
    total(away.map((distance, k) => (distance - less) ** 2 / (expected.flat()[k] ?? 1)));
  const [chisq, plain] = [statistic(correction), statistic(0)];
  return {
    kind: 'computed',
    chisq,
    df,
    p: chiSquareAbove(chisq, df),
    isCorrected,
    uncorrected: { chisq: plain, p: chiSquareAbove(plain, df) },
    expected,
    cramersV: Math.sqrt(plain / (all * Math.min(rows - 1, columns - 1))),
  };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
