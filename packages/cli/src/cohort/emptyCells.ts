import type { CsvValue } from '@timescope/core/csv';

type Row = Readonly<Record<string, CsvValue>>;

/**
 * The row with a last column that says why others are empty: `tps, cps: The reason. | her2: Another one.`
 * @param reasonOf of a column; undefined where nothing is missing but the value
 */
export const withReasons = (row: Row, reasonOf: (column: string) => string | undefined): Row => ({
  ...row,
  notEvaluable: reasonsFor(row, reasonOf),
});

function reasonsFor(row: Row, reasonOf: (column: string) => string | undefined): string | undefined {
  const columnsBy = new Map<string, string[]>();
  for (const [column, value] of Object.entries(row)) {
    const reason = value === null || value === undefined ? reasonOf(column) : undefined;
    if (reason !== undefined) columnsBy.set(reason, [...(columnsBy.get(reason) ?? []), column]);
  }
  if (columnsBy.size === 0) return undefined;
  return [...columnsBy].map(([reason, columns]) => `${columns.join(', ')}: ${reason}`).join(' | ');
}

/** An area to the square micrometre. */
export const areaCell = (mm2: number | null | undefined): number | undefined =>
  mm2 === null || mm2 === undefined ? undefined : Math.round(mm2 * 1e6) / 1e6;
