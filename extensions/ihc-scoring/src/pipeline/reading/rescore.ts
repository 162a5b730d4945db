import { addDigest, emptyDigest, type CellDigest } from '@timescope/core/result/cellDigest';
import { hashed } from '@timescope/core/result/hash';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { Annotation } from '../annotations';
import type { CellTable } from '../cellTable';
import { digestOf } from '../digestOf';
import { foundIn } from '../foundIn';
import { gradesOf } from '../grades.kernel';
import type { GradeThresholds } from '../intensity';
import { pixelsAt } from '../pixelDensities.kernel';
import type { ScoreBasis } from '../scoreBasis';
import type { ScoreRequest } from '../scoreRequest';
import { unhashedResultOf, type UnhashedResult } from '../scoreResultOf';
import { measuredColumn } from '../measuredColumn';
import { settingsOf, type Settings } from '../settings';
import { addSeen, addTally, newCellTotals } from '../slideTotals';
import type { CellEdit } from './reading';

/** A measurement as it was made: what rescoring begins with, each time anew. Plain data. */
export interface MeasuredCells {
  readonly basis: ScoreBasis;
  /** The tool's cells, tile by tile, in any order. */
  readonly tables: readonly CellTable[];
}

/** What a reader wants otherwise; what is undefined or empty stays the tool's. */
export interface ReaderChanges {
  /** In steps of 0.01 OD from 0 to 3, ascending. */
  readonly thresholds: GradeThresholds | undefined;
  readonly edits: readonly CellEdit[];
  /** Areas (excluded, control) drawn after the measurement: their cells are left out, areas and pixels unknown. */
  readonly leftOut: readonly Annotation[];
  /** Percentage of complete membranes, entered; undefined: measured. */
  readonly pcms: number | undefined;
}

export interface Rescored {
  /** The cells with the reader's grades, types and inclusions; shapes and measurements are shared, not copied. */
  readonly tables: readonly CellTable[];
  readonly result: UnhashedResult;
}

/**
 * The scores of what was measured as a reader wants them, without looking at the slide again: equal to those of a run
 * with these thresholds, edits and areas.
 * @throws TimescopeError USAGE for thresholds that are not ascending or not in steps of 0.01.
 */
export function rescore({ basis, tables }: MeasuredCells, changes: ReaderChanges): Rescored {
  const request = requestWith(basis.request, changes);
  const settings = settingsOf(request);
  const totals = newCellTotals(request, settings, basis.frame);
  const seen = regraded(tables, basis, settings).map(table => addSeen(totals, table));
  addTally(totals, pixelsAt(basis.pixels, settings.gradeThresholds));
  const found = foundIn(totals, basis.classes);
  return { tables: seen, result: unhashedResultOf({ ...basis, request, settings, ...found }) };
}

/** The same with its hash, which is over every cell: for a worker. */
export function rescoredResult(measured: MeasuredCells, changes: ReaderChanges): ScoreResult {
  const { result } = rescore(measured, changes);
  const { basis, tables } = measured;
  const settings = settingsOf(requestWith(basis.request, changes));
  return hashed(result, digestOfAll(regraded(tables, basis, settings)));
}

/** Members without a value are left out, so that the request is the one that a reader of the document makes. */
function requestWith(measured: ScoreRequest, changes: ReaderChanges): ScoreRequest {
  const { preset, slide, annotations, compartments, patches, cellTypes, overrides } = measured;
  const { thresholds, edits, leftOut, pcms } = changes;
  return {
    ...{ preset, slide },
    ...(annotations && { annotations }),
    ...(compartments && { compartments }),
    ...(patches && { patches }),
    ...(cellTypes && { cellTypes }),
    ...((overrides ?? thresholds) && {
      overrides: { ...overrides, ...(thresholds && { gradeThresholds: thresholds }) },
    }),
    ...(edits.length > 0 && { edits }),
    ...(leftOut.length > 0 && { leftOut }),
    ...(pcms !== undefined && { pcms }),
  };
}

/** The tool's cells at the thresholds. */
function regraded(tables: readonly CellTable[], basis: ScoreBasis, settings: Settings): readonly CellTable[] {
  const { measured, gradeThresholds } = settings;
  const isSame = gradeThresholds.every((each, at) => each === basis.settings.gradeThresholds[at]);
  if (isSame) return tables;
  return tables.map(table => ({
    ...table,
    grade: gradesOf(measuredColumn(table, measured), gradeThresholds),
  }));
}

function digestOfAll(tables: readonly CellTable[]): CellDigest {
  const digest = emptyDigest();
  for (const table of tables) addDigest(digest, digestOf(table));
  return digest;
}
