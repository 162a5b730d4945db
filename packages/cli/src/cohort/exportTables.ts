import { csvRow, type CsvValue } from '@timescope/core/csv';
import path from 'node:path';
import type { CohortFolder } from './cohortFolder';
import type { StatedCase } from './cohortStatus';
import { rowsOf } from './doubtTable';

/** Two tidy tables: a row a case, and a row a case and compartment (or target of a CT). */
export interface CohortTables {
  readonly cases: string;
  readonly compartments: string;
}

type Row = Readonly<Record<string, CsvValue>>;

/**
 * Every case of the cohort with its results; a case without result has its state and reason.
 * @param byCutoff the cases nearest to a cut-off first; those without one last
 */
export async function cohortTables(
  cohort: CohortFolder,
  stated: readonly StatedCase[],
  byCutoff: boolean,
): Promise<CohortTables> {
  const read: { row: Row; parts: readonly Row[]; doubt: number }[] = [];
  for (const each of stated) {
    const rows = await rowsOf(cohort, each);
    const { name, command, notes } = each.one;
    read.push({
      row: withNotes({ ...headOf(each), ...rows?.row }, notes),
      parts: (rows?.parts ?? []).map(part => withNotes({ case: name, command, ...part }, notes)),
      doubt: rows?.doubt ?? Infinity,
    });
  }
  // Sorting keeps the manifest's order among equals.
  const sorted = byCutoff ? read.toSorted((a, b) => (a.doubt === b.doubt ? 0 : a.doubt - b.doubt)) : read;
  return {
    cases: table(
      HEAD,
      sorted.map(({ row }) => row),
    ),
    compartments: table(
      ['case', 'command'],
      sorted.flatMap(({ parts }) => parts),
    ),
  };
}

/** A note never takes the place of a result. */
function withNotes(row: Row, notes: Readonly<Record<string, string>>): Row {
  const named = Object.entries(notes).map(
    ([name, value]) => [name in row ? `note.${name}` : name, value] as const,
  );
  return { ...row, ...Object.fromEntries(named) };
}

const HEAD = ['case', 'command', 'state', 'reason', 'hash', 'seconds', 'folder'] as const;

function headOf({ one, state }: StatedCase): Record<(typeof HEAD)[number], CsvValue> {
  const mark = state.kind === 'failed' || state.kind === 'waiting' ? state.mark : undefined;
  return {
    case: one.name,
    command: one.command,
    state: state.kind === 'done' && state.record.exitCode !== 0 ? 'partial' : state.kind,
    reason: mark?.reason,
    hash: state.kind === 'done' ? state.record.hash : undefined,
    seconds: state.kind === 'done' ? state.record.seconds : undefined,
    folder: state.kind === 'done' ? path.join('cases', one.key) : undefined,
  };
}

/** All columns of all rows, in the order in which they first appear; a table without a row has its first ones. */
function table(first: readonly string[], rows: readonly Row[]): string {
  const columns = [...new Set([...first, ...rows.flatMap(row => Object.keys(row))])];
  return [csvRow(columns), ...rows.map(row => csvRow(columns.map(column => row[column])))].join('');
}
