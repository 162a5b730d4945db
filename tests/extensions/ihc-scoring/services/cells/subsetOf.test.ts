import { ringOf } from '../../../../../extensions/ihc-scoring/src/pipeline/cellTable';
import { cellList } from '../../../../../extensions/ihc-scoring/src/services/cells/cellList';
import { lastOf } from '../../../../../extensions/ihc-scoring/src/services/cells/lastOf';
import { subsetOf } from '../../../../../extensions/ihc-scoring/src/services/cells/subsetOf';
import { handTable } from './handCells';

test('some cells of two tables become one table with their shapes, values and codes', () => {
  const tables = [
    handTable([
      { x: 10, y: 10, dab: 0.25, grade: 1 },
      { x: 30, y: 10, dab: 0.5, grade: 2 },
    ]),
    handTable([{ x: 50, y: 10, dab: 0.75, grade: 3 }]),
  ];
  const picked = subsetOf(cellList(tables), tables, [1, 2]);
  expect(picked.count).toBe(2);
  expect([...picked.centroids]).toEqual([30, 10, 50, 10]);
  expect([...picked.nucleusDab]).toEqual([0.5, 0.75]);
  expect([...picked.grade]).toEqual([2, 3]);
  expect([...ringOf(picked.cells, 1)]).toEqual([46, 6, 54, 6, 54, 14, 46, 14]);
});

test('none of the cells is an empty table', () => {
  expect(subsetOf(cellList([]), [], []).count).toBe(0);
});

test('the last answer is given again until something else is asked', () => {
  let computed = 0;
  const sum = lastOf((a: number, b: number) => {
    computed++;
    return a + b;
  });
  expect([sum(1, 2), sum(1, 2), sum(2, 2), sum(1, 2)]).toEqual([3, 3, 4, 3]);
  expect(computed).toBe(3);
});
