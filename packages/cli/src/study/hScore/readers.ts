import type { CsvTable } from '../../stats/csvTable';
import { lacks, usedRows, withColumn } from '../studyCohort';

/** Columns of H-scores, 0 to 300, as the paper's Table 1 numbers them. */
const METHODS = ['framework', 'rival'] as const;
const PATHOLOGISTS = ['pathologist1', 'pathologist2'] as const;
/** Mean of the pathologists who scored the slide. */
export const MEAN = 'pathologist_mean';

const NAMES: Readonly<Record<string, string>> = {
  framework: 'Framework',
  rival: 'Rival method',
  pathologist1: 'Pathologist 1',
  pathologist2: 'Pathologist 2',
  [MEAN]: 'Mean of the pathologists',
};

export const nameOf = (column: string): string => NAMES[column] ?? column;

/** The table with the column `pathologist_mean`: of both where both scored the slide, else of the one who did. */
export function withMean(table: CsvTable): CsvTable {
  const there = PATHOLOGISTS.filter(column => lacks(table, column).length === 0);
  const sums = new Map<number, number[]>();
  for (const column of there) {
    const { rows } = usedRows(table, [column]);
    rows.numbers(column).forEach((value, k) => {
      const line = rows.lines[k] ?? -1;
      sums.set(line, [...(sums.get(line) ?? []), value]);
    });
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return withColumn(table, MEAN, new Map([...sums].map(([line, values]) => [line, String(mean(values))])));
}

export const methodsOf = (table: CsvTable): string[] =>
  METHODS.filter(column => lacks(table, column).length === 0);

export const pathologistsOf = (table: CsvTable): string[] =>
  PATHOLOGISTS.filter(column => lacks(table, column).length === 0);
