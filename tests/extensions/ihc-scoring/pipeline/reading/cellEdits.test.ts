import {
  editIndex,
  withChange,
  withoutEdits,
  type ToolCell,
} from '../../../../../extensions/ihc-scoring/src/pipeline/reading/cellEdits';

const cell = (x: number, grade: ToolCell['grade'] = 1): ToolCell => ({
  x,
  y: 5,
  grade,
  type: 0,
  isIncluded: true,
});

test('two cells regraded in one act are two edits', () => {
  expect(withChange([], [cell(1), cell(2)], { grade: 3 })).toEqual([
    { x: 1, y: 5, grade: 3 },
    { x: 2, y: 5, grade: 3 },
  ]);
});

test('a cell has one edit, whatever is said of it', () => {
  const regraded = withChange([], [cell(1)], { grade: 3 });
  const retyped = withChange(regraded, [cell(1)], { type: 1 });
  expect(withChange(retyped, [cell(1)], { isIncluded: false })).toEqual([
    { x: 1, y: 5, grade: 3, type: 1, isIncluded: false },
  ]);
});

test("the tool's own grade takes the reader's grade back, and an edit that says nothing is gone", () => {
  const edits = withChange([], [cell(1)], { grade: 0, type: 2 });
  const back = withChange(edits, [cell(1)], { grade: 1 });
  expect(back).toEqual([{ x: 1, y: 5, type: 2 }]);
  expect(withChange(back, [cell(1)], { type: 0 })).toEqual([]);
});

test('a cell that is not evaluable can be graded negative', () => {
  expect(withChange([], [{ ...cell(1), grade: undefined }], { grade: 0 })).toEqual([
    { x: 1, y: 5, grade: 0 },
  ]);
});

test('saying the same again is no change: the list stays the very same', () => {
  const edits = withChange([], [cell(1)], { isIncluded: false });
  expect(withChange(edits, [cell(1)], { isIncluded: false })).toBe(edits);
  expect(withChange(edits, [cell(2)], { grade: 1 })).toBe(edits);
  expect(withoutEdits(edits, [cell(2)])).toBe(edits);
});

test('an excluded cell that is included again has no edit; one in an excluded area has', () => {
  const edits = withChange([], [cell(1)], { isIncluded: false });
  expect(withChange(edits, [cell(1)], { isIncluded: true })).toEqual([]);
  expect(withChange([], [{ ...cell(1), isIncluded: false }], { isIncluded: true })).toEqual([
    { x: 1, y: 5, isIncluded: true },
  ]);
});

test('an edit is found by the exact centroid only', () => {
  const editOf = editIndex([{ x: Math.fround(0.1), y: 5, grade: 2 }]);
  expect(editOf(Math.fround(0.1), 5)?.grade).toBe(2);
  expect(editOf(0.1, 5)).toBeUndefined();
});

test('all that was said of a cell is taken back at once', () => {
  const edits = withChange([], [cell(1), cell(2)], { grade: 3, isIncluded: false });
  expect(withoutEdits(edits, [cell(1)])).toEqual([{ x: 2, y: 5, grade: 3, isIncluded: false }]);
});
