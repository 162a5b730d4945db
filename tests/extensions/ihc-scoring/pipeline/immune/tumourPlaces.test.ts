import {
  CENTRE,
  MARGIN,
  OUTSIDE,
  tumourPlaces,
} from '@timescope/extension-ihc-scoring/pipeline/immune/tumourPlaces';
import { computed } from '../../../../oracles/computed';
import { handMap } from './handMap';

const rowOf = (values: Uint8Array, width: number, row: number) => [
  ...values.subarray(row * width, (row + 1) * width),
];
const repeated = (value: number, times: number) => Array.from({ length: times }, () => value);

test('tumour left, muscle right: 13 cells of 37 um on both sides of the border are the margin of 500 um', () => {
  const map = handMap(60, 40, column => (column < 30 ? 'TUM' : 'MUS'));
  const places = tumourPlaces(map, 500);
  if (places.kind !== 'computed') throw new Error(places.reason);
  expect(places.noMargin).toBeUndefined();
  // The border is the last column of the tumour, 29.
  expect(rowOf(places.values, 60, 20)).toEqual([
    ...repeated(CENTRE, 16),
    ...repeated(MARGIN, 27),
    ...repeated(OUTSIDE, 17),
  ]);
});

test('a border with glass is no invasive margin', () => {
  const map = handMap(60, 40, column => (column < 30 ? 'TUM' : undefined));
  const places = tumourPlaces(map, 500);
  if (places.kind !== 'computed') throw new Error(places.reason);
  expect(places.noMargin).toContain('borders on no other tissue');
  expect(new Set(places.values)).toEqual(new Set([0, CENTRE]));
});

test('stroma between nests 400 um apart and an enclosed follicle belong to the tumour', () => {
  const map = handMap(60, 40, (column, row) => {
    if (column >= 40) return 'MUS';
    if (column === 8 && row === 20) return 'LYM';
    return column % 10 < 3 ? 'TUM' : 'STR';
  });
  const places = tumourPlaces(map, 100);
  if (places.kind !== 'computed') throw new Error(places.reason);
  expect(places.values[20 * 60 + 8]).toBe(CENTRE);
  expect(places.values[20 * 60 + 25]).toBe(CENTRE);
  expect(places.values[20 * 60 + 55]).toBe(OUTSIDE);
});

test('other tissue of 0.12 mm2 beside the tumour is outside it, and has a margin; of 0.08 mm2 it is no place, enclosed it is tumour', () => {
  // A cell is 0.00139 mm2: 8 columns of 11 rows are 0.122 mm2, of 7 rows 0.078 mm2.
  const beside = (rows: number) =>
    tumourPlaces(
      handMap(60, 40, (column, row) =>
        column < 40 ? 'TUM' : column < 48 && row >= 10 && row < 10 + rows ? 'MUS' : undefined,
      ),
      100,
    );
  expect(beside(11)).not.toHaveProperty('noMargin');
  const small = computed(beside(7));
  expect(small).toHaveProperty('noMargin');
  expect(small.values[12 * 60 + 44]).toBe(0);
  const follicle = handMap(60, 40, (column, row) =>
    column >= 20 && column < 28 && row >= 10 && row < 17 ? 'LYM' : 'TUM',
  );
  expect(computed(tumourPlaces(follicle, 100)).values[12 * 60 + 24]).toBe(CENTRE);
});

test('other tissue in the corner of a section that the block was cut at is no gap between nests', () => {
  const cut = handMap(40, 40, (column, row) => (column < 6 && row < 6 ? 'NOR' : 'TUM'));
  const places = computed(tumourPlaces(cut, 100));
  expect([places.values[0], places.values[20 * 40 + 20]]).toEqual([0, CENTRE]);
});

test('false tiles on normal mucosa 220 um from the tumour are outside it, and so is the mucosa between', () => {
  const map = handMap(60, 40, (column, row) => {
    if (column < 30) return 'TUM';
    return (column === 36 || column === 37) && row % 4 < 2 ? 'TUM' : 'NOR';
  });
  const { values } = computed(tumourPlaces(map, 100));
  expect([10, 34, 36, 50].map(column => values[20 * 60 + column])).toEqual([
    CENTRE,
    OUTSIDE,
    OUTSIDE,
    OUTSIDE,
  ]);
});

test.each([
  [3, 'not computable'],
  [4, 'computed'],
])(
  'nests in stroma are a tumour from 0.05 mm2 of epithelium on: four of %i by as many cells, %s',
  (edge, kind) => {
    const nests = handMap(40, 40, (column, row) =>
      column >= 10 && column < 30 && row >= 10 && row < 30 && column % 10 < edge && row % 10 < edge
        ? 'TUM'
        : 'STR',
    );
    expect(tumourPlaces(nests, 100).kind).toBe(kind);
  },
);

test('without tumour there is no place, but a sentence', () => {
  expect(
    tumourPlaces(
      handMap(20, 20, () => 'NOR'),
      500,
    ),
  ).toMatchObject({ kind: 'not computable' });
});
