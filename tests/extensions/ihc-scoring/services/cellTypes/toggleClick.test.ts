import { shapesOfClicks } from '../../../../../extensions/ihc-scoring/src/pipeline/cellTypes/classClick';
import { trainCellClassifier } from '../../../../../extensions/ihc-scoring/src/pipeline/cellTypes/trainCellClassifier';
import { typesOf } from '../../../../../extensions/ihc-scoring/src/pipeline/cellTypes/cellTypeSource';
import {
  clicksByType,
  toggleClick,
} from '../../../../../extensions/ihc-scoring/src/services/cellTypes/toggleClick';
import { previewOf } from '../../../../../extensions/ihc-scoring/src/services/cellTypes/cellTypesState';
import { handTable } from '../cells/handCells';

const at = (x: number) => ({ x, y: 10 });

test('a click adds, the same again takes back, another type takes its place', () => {
  const one = toggleClick([], at(1), 1);
  expect(one).toEqual([{ x: 1, y: 10, type: 1 }]);
  expect(toggleClick(one, at(1), 1)).toEqual([]);
  expect(toggleClick(one, at(1), 2)).toEqual([{ x: 1, y: 10, type: 2 }]);
  expect(clicksByType(toggleClick(one, at(2), 0))).toEqual([1, 1, 0]);
});

test('clicks become points under the names that training knows, types without clicks are left out', () => {
  const shapes = shapesOfClicks([
    { ...at(1), type: 2 },
    { ...at(2), type: 2 },
  ]);
  expect(shapes).toHaveLength(1);
  expect(shapes[0]).toMatchObject({ kind: 'points', className: 'Immune cells' });
  expect(shapes[0]?.rings[0]).toHaveLength(2);
});

test('clicked dark cells as tumour and light ones as immune, all others follow', () => {
  const cells = handTable(
    Array.from({ length: 60 }, (_, k) => ({ x: 20 * k + 10, y: 10, dab: k % 2 === 0 ? 0.8 : 0.05 })),
  );
  const clicks = Array.from(
    { length: 20 },
    (_, k) => ({ ...at(20 * k + 10), type: k % 2 === 0 ? 1 : 2 }) as const,
  );
  const model = trainCellClassifier('clicked cells', shapesOfClicks(clicks), { cells, digest: 'd' });
  const types = typesOf(cells, { kind: 'classifier', model });
  expect(previewOf(cells, types).counts).toEqual([0, 30, 30]);
});
