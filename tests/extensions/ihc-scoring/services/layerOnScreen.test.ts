import { layerToOpen } from '../../../../extensions/ihc-scoring/src/services/layerOnScreen';

const offered = { opticalPaths: ['A', 'B'], opticalPath: 'A', depthsUm: [0, 3], plane: 0 };
const second = { opticalPath: 'B', focalPlane: { kind: 'plane', number: 2 } } as const;

test('after a reload the slide opens with the layer that the reading says', () => {
  expect(layerToOpen({}, second, offered)).toEqual(second);
  expect(layerToOpen(second, { ...second }, offered)).toBeUndefined();
});

test('a choice taken back shows again what the slide shows unasked', () => {
  expect(layerToOpen(second, {}, offered)).toEqual({});
});

test('a path that the slide no longer has is not asked for', () => {
  expect(layerToOpen({}, { opticalPath: 'C' }, offered)).toBeUndefined();
});
