/** A generated table: cells without commas, an empty one for a missing value. */
export interface GeneratedTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export const csvText = ({ columns, rows }: GeneratedTable): string =>
  [columns, ...rows].map(row => `${row.join(',')}\n`).join('');

export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
