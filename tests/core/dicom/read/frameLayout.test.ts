import type { DicomJson } from '@timescope/core/dicom/json';
import { frameLayout, frameNumberAt } from '@timescope/core/dicom/read/frameLayout';
import {
  chosenLayer,
  layerOfFrame,
  layersOf,
  nearestLayer,
  type LayerChoice,
} from '@timescope/core/dicom/read/slideLayers';
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
const frameNumbers = (instance: DicomJson, choice: LayerChoice = {}) => {
  const image = { dataset: instance, parts: [instance] };
  const layers = layersOf(image, grid);
  const layer = nearestLayer(layers, chosenLayer(layers, choice));
  if (!layer) throw new Error('no layer');
  const isOfLayer = (groups: DicomJson) => {
    const own = layerOfFrame(groups, instance);
    return own.opticalPath === layer.opticalPath && own.depthUm === layer.depthUm;
  };
  const layout = frameLayout(image, grid, layer.before, isOfLayer);
  return [0, 1].flatMap(row => [0, 1, 2].map(column => frameNumberAt(layout, grid, column, row) ?? 0));
};

test('a level that says nothing about its tiling and gives positions is sparse', () => {
  expect(frameNumbers(sparse([place(3, 3), place(1, 1)], ''))).toEqual([2, 0, 0, 0, 1, 0]);
});

test('a level that says nothing and gives no positions is full', () => {
  expect(frameNumbers(json({ '00280008': [6] }))).toEqual([1, 2, 3, 4, 5, 6]);
});

test('of several optical paths the first is laid out, or the chosen one; others do not fill its gaps', () => {
  const paths = sparse([place(1, 1, 'A'), place(1, 1, 'B'), place(3, 1, 'B'), place(5, 1, 'A')]);
  expect(frameNumbers(paths)).toEqual([1, 0, 4, 0, 0, 0]);
  expect(frameNumbers(paths, { opticalPath: 'B' })).toEqual([2, 3, 0, 0, 0, 0]);
  expect(refusal(() => frameNumbers(paths, { opticalPath: 'C' }))).toBe('USAGE');
});

test('of three focal planes the middle one is laid out, or the one chosen by number or depth', () => {
  const planes = sparse([place(1, 1, 'A', 4), place(1, 1, 'A', 0), place(1, 1, 'A', 2), place(3, 1, 'A', 0)]);
  expect(frameNumbers(planes)).toEqual([3, 0, 0, 0, 0, 0]);
  expect(frameNumbers(planes, { focalPlane: { kind: 'plane', number: 1 } })).toEqual([2, 4, 0, 0, 0, 0]);
  expect(frameNumbers(planes, { focalPlane: { kind: 'depth', um: 3.5 } })).toEqual([1, 0, 0, 0, 0, 0]);
  expect(refusal(() => frameNumbers(planes, { focalPlane: { kind: 'plane', number: 4 } }))).toBe('USAGE');
});

test('in a full tiling all planes of the first path come before those of the second', () => {
  const stack = json({
    '00209311': ['TILED_FULL'],
    '00280008': [2 * 3 * 6],
    '00480105': [json({ '00480106': ['A'] }), json({ '00480106': ['B'] })],
    '00480303': [3],
    '52009229': [json({ '00289110': [json({ '00180088': [0.0015] })] })],
  });
  const first = (choice: LayerChoice) => frameNumbers(stack, choice)[0];
  expect(first({})).toBe(7);
  expect(first({ opticalPath: 'B' })).toBe(25);
  // Planes lie at 0, 1.5 and 3 um.
  expect(first({ opticalPath: 'B', focalPlane: { kind: 'depth', um: 2.8 } })).toBe(31);
  expect(first({ focalPlane: { kind: 'plane', number: 1 } })).toBe(1);
});

test('a reader is told which optical paths and focal planes there are, and which one is used', () => {
  const planes = sparse([place(1, 1, 'A', 4), place(1, 1, 'B', 0), place(1, 1, 'A', 2), place(3, 1, 'A', 0)]);
  const layers = layersOf({ dataset: planes, parts: [planes] }, grid);
  expect(chosenLayer(layers, {})).toMatchObject({
    ...{ opticalPaths: ['A', 'B'], opticalPath: 'A' },
    ...{ depthsUm: [0, 2, 4], plane: 1 },
  });
  expect(chosenLayer(layers, { opticalPath: 'B' })).toMatchObject({
    opticalPath: 'B',
    depthsUm: [0],
    plane: 0,
  });
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
