import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { CellTable } from '../cellTable';
import { gradeOf } from '../intensity';
import { readerOf } from '../reading/seenByReader';
import { requestOfRun } from '../runRecord';
import { measuredColumn } from '../measuredColumn';
import { settingsOf, type Settings } from '../settings';

/** The cells that a result counts: what is written into its files. */
export interface CellsOfResult {
  readonly settings: Settings;
  /** With the tool's codes at the thresholds of the result. */
  readonly tables: readonly CellTable[];
  /** The same cells with the reader's codes. */
  readonly seen: (tool: CellTable) => CellTable;
}

/**
 * The settings, thresholds and edits are those of the result's own run record, so a file never says other than the
 * result beside it.
 * @param tables as they were measured; not changed.
 */
export function cellsOfResult(
  result: Pick<ScoreResult, 'run' | 'provenance'>,
  tables: readonly CellTable[],
): CellsOfResult {
  const { description, digest } = result.provenance.input;
  const request = { ...requestOfRun(result.run), slide: { description, digest } };
  const settings = settingsOf(request);
  const reader = readerOf(request, settings.measured);
  return {
    settings,
    tables: tables.map(table => ({ ...table, grade: gradesOf(table, settings) })),
    seen: table => reader?.see(table) ?? table,
  };
}

function gradesOf(table: CellTable, settings: Settings): Uint8Array<ArrayBuffer> {
  const column = measuredColumn(table, settings.measured);
  return Uint8Array.from(column, density => gradeOf(density, settings.gradeThresholds));
}
