import type { DicomJson } from '@timescope/core/dicom/json';
import { frameLayout, frameNumberAt } from '@timescope/core/dicom/read/frameLayout';
import { refusal } from '../../../harness/refusal';

/** 5 x 3 pixels in tiles of 2 x 2: three tiles across and two down. */
const grid = { width: 5, height: 3, tileWidth: 2, tileHeight: 2 };

const json = (tags: Readonly<Record<string, readonly unknown[] | undefined>>): DicomJson =>
  Object.fromEntries(Object.entries(tags).map(([tag, Value]) => [tag, Value && { vr: 'UN', Value }]));

const place = (x: number, y: number, opticalPath = '1', depthUm = 0) =>
  json({
    '0048021A': [json({ '0048021E': [x], '0048021F': [y], '0040074A': [depthUm] })],
    '00480207': [json({ '00480106': [opticalPath] })],
  });

const sparse = (frames: readonly DicomJson[], declared = 'TILED_SPARSE') =>
  json({ '00209311': [declared], '00280008': [frames.length], '52009230': frames });

/** Frame numbers of the six tiles, row by row; 0 where nothing was scanned. */
const frameNumbers = (instance: DicomJson) => {
  const layout = frameLayout(instance, grid);
  return [0, 1].flatMap(row => [0, 1, 2].map(column => frameNumberAt(layout, grid, column, row) ?? 0));
};

test('a level that says nothing about its tiling and gives positions is sparse', () => {
  expect(frameNumbers(sparse([place(3, 3), place(1, 1)], ''))).toEqual([2, 0, 0, 0, 1, 0]);
});

test('a level that says nothing and gives no positions is full', () => {
  expect(frameNumbers(json({ '00280008': [6] }))).toEqual([1, 2, 3, 4, 5, 6]);
});

test('the first optical path and the first focal plane are laid out, others do not fill their gaps', () => {
  const paths = [place(1, 1, 'A'), place(1, 1, 'B'), place(3, 1, 'B'), place(5, 1, 'A')];
  expect(frameNumbers(sparse(paths))).toEqual([1, 0, 4, 0, 0, 0]);
  const planes = [place(1, 1, 'A', 0), place(1, 1, 'A', 2), place(3, 1, 'A', 2)];
  expect(frameNumbers(sparse(planes))).toEqual([1, 0, 0, 0, 0, 0]);
});

test('of two frames at one place the first counts', () => {
  expect(frameNumbers(sparse([place(1, 1), place(1, 1)]))).toEqual([1, 0, 0, 0, 0, 0]);
});

test.each([
  ['between two tiles', sparse([place(2, 1)])],
  ['right of the matrix', sparse([place(7, 1)])],
  ['left of the matrix', sparse([place(-1, 1)])],
  ['without a position', sparse([json({})])],
  ['that is announced and not described', { ...sparse([place(1, 1)]), ...json({ '00280008': [2] }) }],
])('a frame %s is refused, not placed by guess', (_, instance) => {
  expect(refusal(() => frameNumbers(instance))).toBe('GEOMETRY');
});
