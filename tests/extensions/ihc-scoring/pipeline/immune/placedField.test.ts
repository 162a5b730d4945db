import { movedFields, proposedFields } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneFields';
import type { PlacedField } from '@timescope/extension-ihc-scoring/pipeline/immune/placedField';
import {
  movedStromaField,
  stromaOfPlaced,
} from '@timescope/extension-ihc-scoring/pipeline/immune/stromaFields';
import {
  proposedReading,
  stromaSlide,
  withMovedField,
} from '@timescope/extension-ihc-scoring/pipeline/immune/stromaReading';
import { tumourPlaces } from '@timescope/extension-ihc-scoring/pipeline/immune/tumourPlaces';
import { computed } from '../../../../oracles/computed';
import { handMap } from './handMap';

/** Cells of the map are 74.5 matrix pixels wide; the last ten columns are glass. */
const STEP = 74.5;
const map = handMap(70, 40, column => (column < 60 ? 'TUM' : undefined));
/** A positive cell for each cell of the map that a field covers, up to its column 20. */
const cells = {
  add: () => undefined,
  countIn: ({ x, height }: { readonly x: number; readonly height: number }) =>
    x < 20 * STEP ? Math.round(height / STEP) : 0,
};
const places = computed(tumourPlaces(map, 500));
const proposed = proposedFields(map, places, 'centre', 300, cells);

const at = (index: number, column: number, row: number): PlacedField => ({
  ...{ place: 'centre', index, x: column * STEP + 30, y: row * STEP - 30 },
  ...{ width: 8 * STEP, height: 8 * STEP },
});

test('a moved field is counted where it lies now, on whole cells of the map; the others stay, and the density is of all four', () => {
  const before = computed(proposed);
  const { fields, densityPerMm2 } = computed(movedFields(map, proposed, [at(2, 10, 5)], cells));
  expect(fields[2]).toMatchObject({ x: 10 * STEP, y: 5 * STEP, width: 8 * STEP, positive: 8, isMoved: true });
  expect(fields[2]?.tissueMm2).toBeCloseTo((64 * 5550 * 0.25) / 1e6, 9);
  expect([0, 1, 3].map(index => fields[index])).toEqual([0, 1, 3].map(index => before.fields[index]));
  const positive = fields.reduce((sum, field) => sum + field.positive, 0);
  const tissue = fields.reduce((sum, field) => sum + field.tissueMm2, 0);
  expect(densityPerMm2).toBeCloseTo(positive / tissue, 9);
});

test('a field that was put back to where it was proposed is not called moved', () => {
  const [first] = computed(proposed).fields;
  if (!first) throw new Error('no field');
  const { x, y, width, height } = first;
  const back: PlacedField = { place: 'centre', index: 0, x, y, width, height };
  expect(movedFields(map, proposed, [back], cells)).toEqual(proposed);
});

test('a field more than half on glass has no number but a sentence; beyond the rim it is kept on the slide, which may end within the last cells', () => {
  for (const column of [57, 62])
    expect(movedFields(map, proposed, [at(1, column, 5)], cells)).toEqual({
      kind: 'not computable',
      reason: 'Field "centre 2" was moved to where less than half of it is tissue; put it back.',
    });
  expect(movedFields(map, proposed, [at(1, 55, 5)], cells).kind).toBe('computed');
  const cut = { ...map, whole: { columns: 69, rows: 39 } };
  const { fields } = computed(movedFields(cut, proposed, [at(1, -20, 90)], cells));
  expect(fields[1]).toMatchObject({ x: 0, y: 31 * STEP });
});

test('four fields of a reader need no proposal', () => {
  const none = { kind: 'not computable', reason: 'Only 1 of 4 fields fit.' } as const;
  const all = [at(0, 0, 5), at(1, 10, 5), at(2, 30, 5), at(3, 40, 5)];
  const { fields } = computed(movedFields(map, none, all, cells));
  expect(fields.map(({ positive }) => positive)).toEqual([8, 8, 0, 0]);
  expect(movedFields(map, none, all.slice(1), cells)).toBe(none);
});

/** Three columns of tumour, then seven of stroma, and so on. */
const stripes = handMap(60, 60, column => (column % 10 < 3 ? 'TUM' : 'STR'));
const onHe = (column: number, across: number) => ({
  ...{ x: column * STEP, y: 0 },
  ...{ width: across * STEP, height: 10 * STEP },
});

test('a field of H&E is read anew where it was moved: on stroma alone 90 %, half on tumour 50 %; on glass it is refused', () => {
  expect(movedStromaField(stripes, onHe(3, 7))).toMatchObject({ ratio: 0.9, isMoved: true });
  expect(movedStromaField(stripes, onHe(0, 6))).toMatchObject({ ratio: 0.5 });
  expect(movedStromaField(map, onHe(60, 10))).toBeUndefined();
  const placed = [onHe(0, 6), onHe(10, 5), onHe(20, 4)];
  expect(stromaOfPlaced(stripes, placed)).toMatchObject({ value: 0.5, group: 'low' });
  expect(stromaOfPlaced(map, [onHe(0, 9), onHe(60, 10)])).toMatchObject({ kind: 'not computable' });
});

test('what a reader said of a field is gone once it is moved, and what was proposed comes back with it', () => {
  const input = { description: 'H&E', digest: 'd' };
  const reading = { ...proposedReading(stripes, input, 500, undefined), ratios: [0.2, 0.2, 0.2] };
  const moved = withMovedField(reading, 1, movedStromaField(stripes, onHe(3, 7)));
  expect(moved.ratios).toEqual([0.2, null, 0.2]);
  expect(stromaSlide(moved).stromaOfFields).toMatchObject({
    value: 0.9,
    fields: [{}, { isMoved: true }, {}],
  });
  const back = withMovedField(moved, 1, undefined);
  expect(stromaSlide(back).stromaOfFields?.fields[1]).toEqual(reading.proposed[1]);
});
