import { readCsvTable } from '../../packages/cli/src/stats/csvTable';

/** The rows of a table as a spreadsheet reads them, by the names of their columns. */
export async function csvRows(file: string): Promise<Record<string, string | undefined>[]> {
  const { columns, rows } = await readCsvTable(file);
  return rows.map(({ cells }) => Object.fromEntries(columns.map((column, k) => [column, cells[k]])));
}
