import { csvText, type GeneratedTable } from '@timescope/synthetic/cohort/generatedTable';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { study } from '../../packages/cli/src/commands/study';
import type { StudyDocument } from '../../packages/cli/src/study/report/studyDocument';
import { printedBy } from './printedBy';

export interface StudyRun {
  readonly document: StudyDocument;
  readonly folder: string;
  /** Lines of a CSV file of the report, split at commas. */
  readonly csv: (file: string) => Promise<string[][]>;
  readonly html: string;
}

/** Runs `timescope study` on this table in a new folder among the temporary files. */
export async function studyRun(name: string, table: GeneratedTable, ...more: string[]): Promise<StudyRun> {
  const folder = await mkdtemp(path.join(tmpdir(), 'study-'));
  await writeFile(path.join(folder, 'cohort.csv'), csvText(table));
  const out = path.join(folder, 'report');
  const argv = [name, path.join(folder, 'cohort.csv'), '--out', out, '--replicates', '50', '--json', ...more];
  const document = JSON.parse((await printedBy(study, ...argv)).text) as StudyDocument;
  return {
    document,
    folder: out,
    csv: async file =>
      (await readFile(path.join(out, file), 'utf8'))
        .trim()
        .split('\r\n')
        .map(line => line.split(',')),
    html: await readFile(path.join(out, 'report.html'), 'utf8'),
  };
}

/** The table with some cells changed. */
export function withCells(
  { columns, rows }: GeneratedTable,
  changed: (
    cells: Readonly<Record<string, string | number>>,
    row: number,
  ) => Readonly<Record<string, string | number>>,
): GeneratedTable {
  return {
    columns,
    rows: rows.map((row, k) => {
      const cells = Object.fromEntries(columns.map((column, at) => [column, row[at] ?? '']));
      const next = { ...cells, ...changed(cells, k) };
      return columns.map(column => next[column] ?? '');
    }),
  };
}
