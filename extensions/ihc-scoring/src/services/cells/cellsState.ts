import type { CellColumn } from './seenCells';
import type { Near } from './doubt';
import { cellList, type CellList } from './cellList';

export interface CellSort {
  readonly column: CellColumn;
  readonly isDescending: boolean;
}

/** What the panel and the overlay show of the cells of the slide on screen. */
export interface CellsState {
  /** The cells of the last measurement with the reader's codes; empty without one and while a run finds others. */
  readonly list: CellList;
  /** Numbers of the selected cells, each once. */
  readonly selected: readonly number[];
  /** The selected cell whose measurements are shown. */
  readonly current: number | undefined;
  readonly sort: CellSort;
  /** Which thresholds the distances are to. */
  readonly near: Near;
  /** How many cells were looked at with the key for the next doubtful one, and whether none is left. */
  readonly checked: number;
  readonly isAllChecked: boolean;
  /** Which warning of the result the reader was brought to last. */
  readonly warning: { readonly index: number } | undefined;
}

export const NO_CELL_LIST = cellList([]);

export const initialCells: CellsState = {
  list: NO_CELL_LIST,
  selected: [],
  current: undefined,
  sort: { column: 'distance', isDescending: false },
  near: 'any',
  checked: 0,
  isAllChecked: false,
  warning: undefined,
};
