import type { Grade } from '../intensity';
import type { CellType } from '../cellTypes/classClick';
import type { CellEdit } from './reading';

/** What the reader says of all cells at hand; what is absent stays as it is. */
export interface CellChange {
  readonly grade?: Grade;
  readonly type?: CellType;
  readonly isIncluded?: boolean;
}

/** A cell as the tool sees it at the thresholds in force. */
export interface ToolCell {
  /** The nucleus' centroid exactly as the table holds it. */
  readonly x: number;
  readonly y: number;
  /** Undefined where it is not evaluable. */
  readonly grade: Grade | undefined;
  readonly type: CellType;
  /** False in an area that the reader excluded. */
  readonly isIncluded: boolean;
}

/**
 * The edits after one act on some cells. What equals the tool's own value takes the reader's back, so that edits count
 * differences only.
 * @returns the same list when nothing changed, so that it is no step to undo
 */
export function withChange(
  edits: readonly CellEdit[],
  cells: readonly ToolCell[],
  change: CellChange,
): readonly CellEdit[] {
  const byCell = new Map(edits.map(edit => [keyOf(edit), edit]));
  let isChanged = false;
  for (const cell of cells) {
    const key = keyOf(cell);
    const before = byCell.get(key);
    const after = changed(before, cell, change);
    if (isSame(before, after)) continue;
    isChanged = true;
    if (after) byCell.set(key, after);
    else byCell.delete(key);
  }
  return isChanged ? [...byCell.values()] : edits;
}

/** Takes back all that the reader said of these cells. */
export function withoutEdits(
  edits: readonly CellEdit[],
  cells: readonly { readonly x: number; readonly y: number }[],
): readonly CellEdit[] {
  const gone = new Set(cells.map(keyOf));
  const left = edits.filter(edit => !gone.has(keyOf(edit)));
  return left.length === edits.length ? edits : left;
}

/** Finds the edit of a cell by its centroid; by the numbers themselves, since texts take long for 200,000. */
export function editIndex(edits: readonly CellEdit[]): (x: number, y: number) => CellEdit | undefined {
  const byX = new Map<number, Map<number, CellEdit>>();
  for (const edit of edits) {
    const column = byX.get(edit.x) ?? new Map<number, CellEdit>();
    byX.set(edit.x, column.set(edit.y, edit));
  }
  return (x, y) => byX.get(x)?.get(y);
}

const keyOf = ({ x, y }: { readonly x: number; readonly y: number }): string => `${x} ${y}`;

function changed(before: CellEdit | undefined, cell: ToolCell, change: CellChange): CellEdit | undefined {
  const grade = change.grade ?? before?.grade;
  const type = change.type ?? before?.type;
  const isIncluded = change.isIncluded ?? before?.isIncluded;
  const said = {
    ...(grade !== undefined && grade !== cell.grade && { grade }),
    ...(type !== undefined && type !== cell.type && { type }),
    ...(isIncluded !== undefined && isIncluded !== cell.isIncluded && { isIncluded }),
  };
  return Object.keys(said).length === 0 ? undefined : { x: cell.x, y: cell.y, ...said };
}

const isSame = (a: CellEdit | undefined, b: CellEdit | undefined): boolean =>
  a?.grade === b?.grade && a?.type === b?.type && a?.isIncluded === b?.isIncluded;
