import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { CellTable } from '../../pipeline/cellTable';
import type { GradeThresholds } from '../../pipeline/intensity';
import { MEASURED } from '../../pipeline/presets/preset';
import { presets, isPresetName } from '../../pipeline/presets/presets';
import { editIndex } from '../../pipeline/reading/cellEdits';
import type { CellEdit } from '../../pipeline/reading/reading';
import type { CellList } from './cellList';
import type { SeenCells } from './seenCells';

/** @param thresholds of the reader; undefined: those of the measurement. */
export function seenCellsOf(
  list: CellList,
  toolTables: readonly CellTable[],
  { provenance }: Pick<ScoreResult, 'provenance'>,
  thresholds: GradeThresholds | undefined,
  edits: readonly CellEdit[],
): SeenCells {
  return {
    list,
    toolTables,
    measured: MEASURED.find(each => each === provenance.measured) ?? 'nucleus',
    thresholds: thresholds ?? provenance.thresholds.positiveDab,
    isGraded: isPresetName(provenance.preset) ? presets[provenance.preset].isGraded : true,
    editAt: editIndex(edits),
  };
}
