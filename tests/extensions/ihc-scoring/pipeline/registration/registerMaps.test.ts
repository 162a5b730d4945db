import { registerMaps } from '@timescope/extension-ihc-scoring/pipeline/registration/registerMaps';
import {
  carried,
  inverted,
  turned,
  type SectionTransform,
} from '@timescope/extension-ihc-scoring/pipeline/registration/sectionTransform';
import { handMap } from '../immune/handMap';

const CELL_UM = 37.25;
const SIDE = 90;

/** Three nests of unlike size in an oval of stroma; places in micrometres of the first section. */
const classAt = (x: number, y: number) => {
  const isIn = (cx: number, cy: number, rx: number, ry: number) =>
    ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
  if (!isIn(1700, 1650, 1250, 1000)) return undefined;
  return isIn(1300, 1500, 420, 250) || isIn(2200, 1400, 250, 380) || isIn(1900, 2200, 300, 200)
    ? 'TUM'
    : 'STR';
};

/** The section that `transform` carries the first one to. */
function section(transform: SectionTransform) {
  const back = inverted(transform);
  return handMap(SIDE, SIDE, (column, row) => {
    const { x, y } = carried(back, { x: (column + 0.5) * CELL_UM, y: (row + 0.5) * CELL_UM });
    return classAt(x, y);
  });
}

const first = section([1, 0, 0, 0, 1, 0]);
const middle = { x: 1700, y: 1650 };

test.each([
  ['shifted by 120 and -80 um', turned(0, middle, { x: 1820, y: 1570 })],
  ['turned by 7 degrees', turned(7, middle, { x: 1650, y: 1700 })],
  ['turned by 170 degrees', turned(170, middle, middle)],
  ['stretched by 4 % and sheared by 3 %', [1.04, 0.03, -120, 0, 0.97, 60] as SectionTransform],
])('a section %s is found again: places within half a cell on average', (_, truth) => {
  const found = registerMaps(first, section(truth));
  if (found.kind !== 'computed') throw new Error(found.reason);
  const places = [
    { x: 1000, y: 1400 },
    { x: 1700, y: 1000 },
    { x: 2400, y: 1700 },
    { x: 1700, y: 2300 },
  ];
  const errors = places.map(place => {
    const [a, b] = [carried(found.transform, place), carried(truth, place)];
    return Math.hypot(a.x - b.x, a.y - b.y);
  });
  expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(CELL_UM / 2);
  expect(found.residualUm).toBeLessThan(CELL_UM);
});

test('stretch is called affine, a turn rigid', () => {
  const stretched = registerMaps(first, section([1.04, 0.03, -120, 0, 0.97, 60]));
  expect(stretched).toMatchObject({ kind: 'computed', way: 'affine' });
  expect(registerMaps(first, first)).toMatchObject({ kind: 'computed', way: 'rigid', residualUm: 0 });
});

test('a transform and its way back cancel', () => {
  const truth: SectionTransform = [1.04, 0.03, -120, 0.1, 0.97, 60];
  const { x, y } = carried(inverted(truth), carried(truth, { x: 123, y: 456 }));
  expect([x, y]).toEqual([expect.closeTo(123, 9), expect.closeTo(456, 9)]);
});

test('sections that have nothing in common are not called registered', () => {
  const stripes = handMap(SIDE, SIDE, (column, row) =>
    ((column >> 2) + (row >> 3)) % 3 === 0 ? 'TUM' : 'STR',
  );
  expect(registerMaps(first, stripes)).toMatchObject({ kind: 'not computable' });
});

test('a section without tissue has a sentence', () => {
  expect(
    registerMaps(
      first,
      handMap(SIDE, SIDE, () => undefined),
    ),
  ).toEqual({
    kind: 'not computable',
    reason: 'One of the two sections has no tissue.',
  });
});
