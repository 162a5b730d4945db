import { matrixPoint } from '@timescope/core/frames';
import {
  classAreas,
  codeOf,
  MAP_CLASSES,
  type ClassMap,
  type MapClass,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/classMap';
import { correctedMap } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/correctedMap';

/** Four cells in a row, 40 matrix pixels each, 100 working pixels of tissue in each but the last. */
function rowOf(names: readonly (MapClass | undefined)[]): ClassMap {
  const shares = new Float32Array(MAP_CLASSES.length * names.length);
  names.forEach((name, cell) => {
    if (name) shares[cell * MAP_CLASSES.length + MAP_CLASSES.indexOf(name)] = 1;
  });
  return {
    ...{ width: names.length, height: 1, whole: { columns: names.length, rows: 1 } },
    ...{ matrixStep: { x: 40, y: 40 }, shares },
    values: Uint8Array.from(names, name => (name ? codeOf(name) : 0)),
    tissuePixels: Uint16Array.from(names, name => (name ? 100 : 0)),
    steps: Uint8Array.from(names, name => (name ? 74 : 0)),
    source: { kind: 'pixel-classifier', name: 'a classifier', hash: 'c', gives: 'areas' },
  };
}

const box = (className: MapClass, x: number, width: number) => ({
  className,
  rings: [[matrixPoint(x, 0), matrixPoint(x + width, 0), matrixPoint(x + width, 40), matrixPoint(x, 40)]],
});

const map = rowOf(['TUM', 'TUM', 'STR', undefined]);
const named = (found: ClassMap) => Array.from(found.values, code => MAP_CLASSES[code - 1]);
const pixels = (mm2: number) => Math.round(mm2 * 4e6);

test('a painted cell is what the reader painted, and the map beneath stays as it was', () => {
  const found = correctedMap(map, [box('STR', 0, 40)]);
  expect(named(found)).toEqual(['STR', 'TUM', 'STR', undefined]);
  expect(named(map)).toEqual(['TUM', 'TUM', 'STR', undefined]);
  expect(pixels(classAreas(found).STR)).toBe(200);
  expect(pixels(classAreas(found).TUM)).toBe(100);
});

test('of a cell that is painted by a quarter a quarter of the tissue changes', () => {
  const { STR, TUM } = classAreas(correctedMap(map, [box('STR', 0, 10)]));
  expect([pixels(STR), pixels(TUM)]).toEqual([125, 175]);
});

test('glass stays glass, and of two areas the smaller counts', () => {
  const found = correctedMap(map, [box('OTH', 0, 40), box('STR', 0, 160)]);
  expect(named(found)).toEqual(['OTH', 'STR', 'STR', undefined]);
});

test('the source says that it was corrected; without a correction it is the same map', () => {
  expect(correctedMap(map, [])).toBe(map);
  const { name, hash } = correctedMap(map, [box('STR', 0, 40)]).source;
  expect(name).toBe('a classifier, corrected by hand');
  expect(hash).not.toBe(correctedMap(map, [box('STR', 0, 80)]).source.hash);
});
