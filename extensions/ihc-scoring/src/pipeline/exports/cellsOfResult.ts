import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { CellTable } from '../cellTable';
import { gradeOf } from '../intensity';
import { editIndex } from '../reading/cellEdits';
import { editsOfRun, requestOfRun } from '../runRecord';
import { measuredColumn } from '../scores/slideSums';
import { settingsOf, type Settings } from '../settings';
import type { EditOfCell } from './cellText';

/** The cells that a result counts: what is written into its files. */
export interface CellsOfResult {
  readonly settings: Settings;
  /** With the tool's codes at the thresholds of the result. */
  readonly tables: readonly CellTable[];
  /** What the reader said of the cells of each table. */
  readonly editsOf: (table: CellTable) => EditOfCell;
}

/**
 * The settings, thresholds and edits are those of the result's own run record, so a file never says other than the
 * result beside it.
 * @param tables as they were measured; not changed.
 */
export function cellsOfResult(result: ScoreResult, tables: readonly CellTable[]): CellsOfResult {
  const { description, digest } = result.provenance.input;
  const settings = settingsOf({ ...requestOfRun(result.run), slide: { description, digest } });
  const editAt = editIndex(editsOfRun(result.run));
  return {
    settings,
    tables: tables.map(table => ({ ...table, grade: gradesOf(table, settings) })),
    editsOf:
      ({ centroids }) =>
      cell =>
        editAt(centroids[2 * cell] ?? Number.NaN, centroids[2 * cell + 1] ?? Number.NaN),
  };
}

function gradesOf(table: CellTable, settings: Settings): Uint8Array<ArrayBuffer> {
  const column = measuredColumn(table, settings.measured);
  return Uint8Array.from(column, density => gradeOf(density, settings.gradeThresholds));
}
