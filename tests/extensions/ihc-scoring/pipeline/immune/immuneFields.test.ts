import { proposedFields } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneFields';
import { stromaOfFields } from '@timescope/extension-ihc-scoring/pipeline/immune/stromaFields';
import { tumourPlaces } from '@timescope/extension-ihc-scoring/pipeline/immune/tumourPlaces';
import { computed } from '../../../../oracles/computed';
import { handMap } from './handMap';

const map = handMap(120, 60, column => (column < 60 ? 'TUM' : 'MUS'));
const found = tumourPlaces(map, 500);
if (found.kind !== 'computed') throw new Error(found.reason);
const places = found;

/** One positive cell in every field that lies left of the matrix pixel 1000. */
const left = {
  add: () => undefined,
  countIn: ({ x }: { readonly x: number }) => (x < 1000 ? 1 : 0),
};

test('four fields of the centre: 13 cells (484 um) wide, apart from each other, on tumour only', () => {
  const fields = proposedFields(map, places, 'centre', 500, left);
  if (fields.kind !== 'computed') throw new Error(fields.reason);
  expect(fields.fields).toHaveLength(4);
  for (const [at, field] of fields.fields.entries()) {
    expect(field.width).toBe(13 * 74.5);
    expect(field.x + field.width).toBeLessThanOrEqual(60 * 74.5);
    for (const other of fields.fields.slice(at + 1))
      expect(Math.max(Math.abs(field.x - other.x), Math.abs(field.y - other.y))).toBeGreaterThanOrEqual(
        field.width,
      );
  }
});

test('the density of a place is all positive cells of its fields over their tissue', () => {
  const fields = proposedFields(map, places, 'centre', 500, left);
  if (fields.kind !== 'computed') throw new Error(fields.reason);
  const inLeft = fields.fields.filter(({ x }) => x < 1000).length;
  // 4 fields of 169 cells of 5550 px of 0.25 um2.
  expect(fields.densityPerMm2).toBeCloseTo(inLeft / ((4 * 169 * 5550 * 0.25) / 1e6), 6);
});

test('the fields of the margin lie along the border', () => {
  const fields = proposedFields(map, places, 'margin', 500, left);
  if (fields.kind !== 'computed') throw new Error(fields.reason);
  for (const { x, width } of fields.fields) expect(Math.abs(x + width / 2 - 60 * 74.5)).toBeLessThan(1000);
});

/** Cells that a field covers. */
const under = ({ x, y, width }: { readonly x: number; readonly y: number; readonly width: number }) => ({
  column: x / 74.5,
  row: y / 74.5,
  edge: width / 74.5,
});

test('fields are on tissue where it is enough for four, though corners that show glass lie farther apart', () => {
  const rounded = handMap(60, 60, (column, row) =>
    (column - 30) ** 2 + (row - 30) ** 2 < 29 ** 2 ? 'TUM' : undefined,
  );
  const { fields } = computed(
    proposedFields(rounded, computed(tumourPlaces(rounded, 500)), 'centre', 500, left),
  );
  for (const { tissueMm2, width } of fields)
    expect(tissueMm2 / (width * 0.5e-3) ** 2).toBeGreaterThanOrEqual(0.9);
});

test("the tumour's border runs through the middle of every field of the margin", () => {
  const { fields } = computed(proposedFields(map, places, 'margin', 300, left));
  for (const field of fields) {
    const { column, edge } = under(field);
    expect(column + edge / 4).toBeLessThan(60);
    expect(column + (3 * edge) / 4).toBeGreaterThanOrEqual(59);
  }
});

test('no field reaches into the last column or row of the map where the edge of the slide cuts them', () => {
  const cut = { ...map, whole: { columns: 119, rows: 59 } };
  for (const place of ['centre', 'margin'] as const) {
    const { fields } = computed(proposedFields(cut, places, place, 500, left));
    for (const field of fields) {
      const { column, row, edge } = under(field);
      expect(column + edge).toBeLessThan(120);
      expect(row + edge).toBeLessThan(60);
    }
  }
});

const SMALLER =
  'Choose a smaller field: "Field" under the immune scores in the viewer, --field on the command line.';

test('too large fields do not fit, which is said with what helps', () => {
  expect(proposedFields(map, places, 'centre', 2000, left)).toEqual({
    kind: 'not computable',
    reason: "Only 1 of 4 fields of 2000 um fit into the tumour's centre. " + SMALLER,
  });
});

test('stroma of three fields with tumour on all sides: stripes of 3 in 10 cells of tumour read 70 %', () => {
  const stripes = handMap(60, 60, column => (column % 10 < 3 ? 'TUM' : 'STR'));
  expect(stromaOfFields(stripes, 500)).toMatchObject({ kind: 'computed', value: 0.7, group: 'high' });
});

test('a field beside the tumour does not count: 10 %, the least that is read; without tumour there is no number', () => {
  const halves = handMap(60, 60, column => (column < 30 ? 'TUM' : 'STR'));
  expect(stromaOfFields(halves, 500)).toMatchObject({ kind: 'computed', value: 0.1, group: 'low' });
  expect(
    stromaOfFields(
      handMap(60, 60, () => 'STR'),
      500,
    ),
  ).toMatchObject({ kind: 'not computable' });
});

const NONE = `Only 0 of 3 fields of 500 um have tumour on all four sides. ${SMALLER}`;

test('tumour in a corner is of neither side: nests that show in the four corners alone are not on all sides', () => {
  const lattice = handMap(60, 60, (column, row) => (column % 10 < 3 && row % 10 < 3 ? 'TUM' : 'STR'));
  expect(stromaOfFields(lattice, 500)).toEqual({ kind: 'not computable', reason: NONE });
});

test.each([
  [2, { kind: 'not computable', reason: NONE }],
  [3, { kind: 'computed', group: 'high' }],
])('a side of 3 by 7 cells needs a quarter of tumour: %i by as many are read so', (tile, read) => {
  const besideEdge = handMap(13, 60, (column, row) => {
    if (column < 3) return column < tile && row % 10 >= 4 && row % 10 < 4 + tile ? 'TUM' : 'STR';
    return column >= 10 || row % 10 < 3 ? 'TUM' : 'STR';
  });
  expect(stromaOfFields(besideEdge, 500)).toMatchObject(read);
});

test('fields of the centre show tumour and stroma: a body of which two thirds are mucus has none', () => {
  const mucinous = handMap(61, 61, (column, row) => (column % 10 < 2 || row % 10 < 2 ? 'TUM' : 'MUC'));
  const centre = computed(tumourPlaces(mucinous, 100));
  expect(centre.values[30 * 61 + 35]).toBe(2);
  expect(proposedFields(mucinous, centre, 'centre', 500, left)).toMatchObject({
    kind: 'not computable',
    reason: expect.stringContaining('Only 0 of 4 fields') as string,
  });
});
