import type { Reading } from '../../pipeline/reading/reading';
import { measuredColumn } from '../../pipeline/measuredColumn';
import { cellNamed } from './cellAt';
import type { CellGrid } from './cellGrid.kernel';
import type { SeenCells } from './seenCells';

/** A cell that a warning speaks of; undefined where it speaks of the slide as a whole. */
export function placeOfWarning(
  code: string,
  seen: SeenCells,
  grid: CellGrid,
  { edits }: Pick<Reading, 'edits'>,
): number | undefined {
  if (code === 'EDITED') return firstOf(edits, edit => cellNamed(grid, edit));
  if (code === 'CELLS_NOT_EVALUABLE') return firstNotEvaluable(seen);
  return undefined;
}

function firstNotEvaluable({ list, measured }: SeenCells): number | undefined {
  for (const [t, table] of list.tables.entries()) {
    const index = measuredColumn(table, measured).findIndex(value => Number.isNaN(value));
    if (index >= 0) return (list.starts[t] ?? 0) + index;
  }
  return undefined;
}

function firstOf<Value, Found>(values: readonly Value[], of: (value: Value) => Found | undefined) {
  for (const value of values) {
    const found = of(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
