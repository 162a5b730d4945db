import { editIndex } from '../../../../../extensions/ihc-scoring/src/pipeline/reading/cellEdits';
import type { CellEdit } from '../../../../../extensions/ihc-scoring/src/pipeline/reading/reading';
import { cellList } from '../../../../../extensions/ihc-scoring/src/services/cells/cellList';
import { orderOf } from '../../../../../extensions/ihc-scoring/src/services/cells/cellOrder.kernel';
import { nextDoubtful } from '../../../../../extensions/ihc-scoring/src/services/cells/nextDoubtful';
import { placeOfWarning } from '../../../../../extensions/ihc-scoring/src/services/cells/placeOfWarning';
import { cellGrid } from '../../../../../extensions/ihc-scoring/src/services/cells/cellGrid.kernel';
import {
  columnValues,
  seenCell,
  type SeenCells,
} from '../../../../../extensions/ihc-scoring/src/services/cells/seenCells';
import { handTable } from './handCells';

/** Four cells at thresholds 0.1, 0.3, 0.5: negative, 1+, 2+ and one that cannot be measured. */
function seen(edits: readonly CellEdit[] = [], inclusion?: readonly number[]): SeenCells {
  const tool = handTable([
    { x: 10, y: 10, dab: 0.05, grade: 0 },
    { x: 30, y: 10, dab: 0.28, grade: 1 },
    { x: 50, y: 10, dab: 0.31, grade: 2 },
    { x: 70, y: 10, dab: NaN, grade: 0 },
  ]);
  const table = { ...tool, ...(inclusion && { inclusion: Uint8Array.from(inclusion) }) };
  return {
    list: cellList([table]),
    toolTables: [tool],
    measured: 'nucleus',
    thresholds: [0.1, 0.3, 0.5],
    isGraded: true,
    editAt: editIndex(edits),
  };
}

test("without edits the reader's values are the tool's", () => {
  expect(seenCell(seen(), 1)).toMatchObject({ grade: 1, type: 0, isIncluded: true, edit: undefined });
  expect(seenCell(seen(), 9)).toBeUndefined();
});

test("an edit changes what the reader sees and keeps the tool's values beside it", () => {
  const cell = seenCell(seen([{ x: 30, y: 10, grade: 3, type: 1, isIncluded: false }]), 1);
  expect(cell).toMatchObject({ grade: 3, type: 1, isIncluded: false });
  expect(cell?.tool).toMatchObject({ grade: 1, type: 0, isIncluded: true });
});

test("the tool's grade follows the thresholds in force", () => {
  expect(seenCell({ ...seen(), thresholds: [0.02, 0.04, 0.5] }, 0)?.tool.grade).toBe(2);
});

test('a cell without pixels to measure is not evaluable until the reader grades it', () => {
  expect(seenCell(seen(), 3)?.grade).toBeUndefined();
  const cell = seenCell(seen([{ x: 70, y: 10, grade: 1 }]), 3);
  expect(cell?.grade).toBe(1);
  expect(cell?.tool.grade).toBeUndefined();
});

test('a cell in an excluded area is left out by the tool; the reader may bring it back', () => {
  const leftOut = [0, 1, 1, 2];
  expect(seenCell(seen([], leftOut), 0)).toMatchObject({ isIncluded: false, tool: { isIncluded: false } });
  const back = seenCell(seen([{ x: 10, y: 10, isIncluded: true }], [1, 1, 1, 2]), 0);
  expect(back).toMatchObject({ isIncluded: true, tool: { isIncluded: false } });
});

test('the doubtful come first, the one that cannot be measured last', () => {
  const distances = columnValues(seen(), 'distance', 'any');
  expect([...orderOf(distances)]).toEqual([2, 1, 0, 3]);
  expect([...orderOf(columnValues(seen(), 'distance', 0))]).toEqual([0, 1, 2, 3]);
});

test('the next doubtful cell is one that counts and was not looked at', () => {
  const all = seen([], [1, 1, 0, 2]);
  const distances = columnValues(all, 'distance', 'any');
  const order = orderOf(distances);
  const isSeen = new Uint8Array(4);
  expect(nextDoubtful(all.list, order, distances, isSeen)).toBe(1);
  isSeen[1] = 1;
  expect(nextDoubtful(all.list, order, distances, isSeen)).toBe(0);
  isSeen[0] = 1;
  expect(nextDoubtful(all.list, order, distances, isSeen)).toBeUndefined();
});

test('warnings of edits and of cells that cannot be measured have a place, others none', () => {
  const edits = [{ x: 30, y: 10, grade: 3 as const }];
  const all = seen(edits);
  const grid = cellGrid(all.list);
  expect(placeOfWarning('EDITED', all, grid, { edits })).toBe(1);
  expect(placeOfWarning('CELLS_NOT_EVALUABLE', all, grid, { edits })).toBe(3);
  expect(placeOfWarning('FEW_CELLS', all, grid, { edits })).toBeUndefined();
});
