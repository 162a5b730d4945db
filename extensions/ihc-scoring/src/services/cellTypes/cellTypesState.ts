import type { CellTable } from '../../pipeline/cellTable';
import type { CellClassifier } from '../../pipeline/cellTypes/cellClassifier';
import type { CellType } from '../../pipeline/cellTypes/classClick';
import type { Problem } from '../scoringState';

/** What the panel shows of the cell-type classifier. */
export interface CellTypesState {
  /** The type that a click on the slide shows to the classifier; undefined while clicks select cells. */
  readonly clicking: CellType | undefined;
  /** Trained last, not yet applied. */
  readonly model: CellClassifier | undefined;
  readonly preview: CellTypesPreview | undefined;
  readonly isBusy: boolean;
  /** The last click was beside all cells. */
  readonly isBeside: boolean;
  readonly problem: Problem | undefined;
}

/** The cells in view as the model sees them. */
export interface CellTypesPreview {
  readonly cells: CellTable;
  /** One byte a cell: 0 other, 1 tumour, 2 immune. */
  readonly types: Uint8Array;
  /** Cells by type: other, tumour, immune. */
  readonly counts: readonly [number, number, number];
}

export const initialCellTypes: CellTypesState = {
  clicking: undefined,
  model: undefined,
  preview: undefined,
  isBusy: false,
  isBeside: false,
  problem: undefined,
};

export function previewOf(cells: CellTable, types: Uint8Array): CellTypesPreview {
  const counts: [number, number, number] = [0, 0, 0];
  for (const type of types) if (type === 0 || type === 1 || type === 2) counts[type]++;
  return { cells, types, counts };
}
