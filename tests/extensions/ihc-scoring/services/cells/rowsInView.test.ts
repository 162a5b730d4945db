import { rowAfterKey, rowsInView } from '../../../../../extensions/ihc-scoring/src/services/cells/rowsInView';

test('of 200,000 rows only those in view and six beyond either end are there', () => {
  expect(rowsInView(24 * 1000, 312, 24, 200_000)).toEqual({ first: 994, last: 1019 });
  expect(rowsInView(0, 312, 24, 200_000)).toEqual({ first: 0, last: 19 });
});

test('at the end of the table, and where a shorter one takes its place, no row is too many', () => {
  expect(rowsInView(24 * 88, 312, 24, 100)).toEqual({ first: 82, last: 100 });
  expect(rowsInView(24 * 1000, 312, 24, 10)).toEqual({ first: 10, last: 10 });
  expect(rowsInView(0, 312, 24, 0)).toEqual({ first: 0, last: 0 });
});

test('keys move along the rows and stop at the ends', () => {
  expect(rowAfterKey('ArrowDown', -1, 5)).toBe(0);
  expect(rowAfterKey('ArrowDown', 4, 5)).toBe(4);
  expect(rowAfterKey('ArrowUp', 0, 5)).toBe(0);
  expect(rowAfterKey('PageDown', 1, 50)).toBe(11);
  expect(rowAfterKey('Home', 30, 50)).toBe(0);
  expect(rowAfterKey('End', 3, 50)).toBe(49);
  expect(rowAfterKey('x', 3, 50)).toBeUndefined();
  expect(rowAfterKey('ArrowDown', -1, 0)).toBeUndefined();
});
