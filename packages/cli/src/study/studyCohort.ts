import { completeRows, type CompleteRows } from '../stats/completeRows';
import { refused, type CsvTable } from '../stats/csvTable';
import type { MissingRow } from './studyParts';

/** The word in the column `set` of the rows on which percentiles, cut-offs, thresholds and coefficients are found. */
export const DEVELOPMENT = 'development';

/** A cohort's table and the sets of patients in it, development first, the others as they come. */
export interface StudyCohort {
  readonly table: CsvTable;
  readonly sets: readonly string[];
}

/** @throws TimescopeError NOT_A_TABLE: no column `case` or `set`, an empty cell in them, or a case twice */
export function studyCohort(table: CsvTable): StudyCohort {
  for (const name of ['case', 'set'])
    if (!table.columns.includes(name))
      throw refused(`${table.name} has no column "${name}", which every study needs.`);
  const all = completeRows(table, ['case', 'set']);
  const [empty] = all.leftOut.lines;
  if (empty !== undefined) throw refused(`Line ${empty} of ${table.name} names no case or no set.`);
  const cases = all.words('case');
  const seen = new Set<string>();
  const twice = cases.findIndex(name => seen.size === seen.add(name).size);
  if (twice >= 0)
    throw refused(
      `Line ${all.lines[twice] ?? ''} of ${table.name} repeats the case ${cases[twice] ?? ''}: one row a case is expected.`,
    );
  const found = [...new Set(all.words('set'))];
  const others = found.filter(name => name !== DEVELOPMENT);
  return { table, sets: found.includes(DEVELOPMENT) ? [DEVELOPMENT, ...others] : others };
}

/** @throws TimescopeError where no row is marked development */
export function requireDevelopment({ table, sets }: StudyCohort): void {
  if (!sets.includes(DEVELOPMENT))
    throw refused(`No row of ${table.name} has the set "${DEVELOPMENT}", on which the cut-offs are found.`);
}

/** The rows of some sets. */
export function rowsOfSets({ table }: StudyCohort, ...sets: readonly string[]): CsvTable {
  const at = table.columns.indexOf('set');
  return { ...table, rows: table.rows.filter(({ cells }) => sets.includes((cells[at] ?? '').trim())) };
}

/** The table with one more column; lines without a value get an empty cell. */
export function withColumn(table: CsvTable, name: string, byLine: ReadonlyMap<number, string>): CsvTable {
  return {
    ...table,
    columns: [...table.columns, name],
    rows: table.rows.map(({ line, cells }) => ({ line, cells: [...cells, byLine.get(line) ?? ''] })),
  };
}

export const lacks = ({ columns }: CsvTable, ...asked: readonly string[]): string[] =>
  asked.filter(name => !columns.includes(name));

/** The reason for a part whose columns the cohort does not have, else undefined. */
export function columnsMissing(table: CsvTable, ...asked: readonly string[]): string | undefined {
  const none = lacks(table, ...asked);
  if (none.length === 0) return undefined;
  return `the cohort has no column ${none.join(', ')}`;
}

/**
 * @param expected what the numbers are, in words
 * @throws TimescopeError NOT_A_TABLE, with the line, where one of these columns holds a number outside the bounds
 */
export function requireNumbers(
  table: CsvTable,
  columns: readonly string[],
  { least, most = Infinity }: { readonly least: number; readonly most?: number },
  expected: string,
): void {
  for (const column of columns.filter(name => table.columns.includes(name))) {
    const { rows } = usedRows(table, [column]);
    const values = rows.numbers(column);
    const wrong = values.findIndex(value => value < least || value > most);
    if (wrong >= 0)
      throw refused(
        `Line ${rows.lines[wrong] ?? ''} of ${table.name} has ${values[wrong] ?? ''} in ${column}, where ${expected}.`,
      );
  }
}

export interface UsedRows {
  readonly rows: CompleteRows;
  readonly missing: readonly MissingRow[];
}

/** The rows that have a value in each column, and by name those that have not. */
export function usedRows(table: CsvTable, columns: readonly string[]): UsedRows {
  const rows = completeRows(table, columns);
  const isEmpty = columns.map(
    column => [column, new Set(completeRows(table, [column]).leftOut.lines)] as const,
  );
  const cases = table.columns.indexOf('case');
  const nameOf = new Map(table.rows.map(({ line, cells }) => [line, cells[cases]?.trim() ?? '']));
  const missing = rows.leftOut.lines.map(line => ({
    case: nameOf.get(line) ?? '',
    line,
    columns: isEmpty.filter(([, lines]) => lines.has(line)).map(([column]) => column),
  }));
  return { rows, missing };
}

/** The sets of which some row has a value in the column, in their order. */
export const setsWith = (cohort: StudyCohort, sets: readonly string[], column: string): string[] =>
  sets.filter(set => usedRows(rowsOfSets(cohort, set), [column]).rows.count > 0);

/** "Development group", "Internal group". */
export const setTitle = (set: string): string =>
  /^[a-z]+$/.test(set) ? `${set.charAt(0).toUpperCase()}${set.slice(1)} group` : `${set} group`;
