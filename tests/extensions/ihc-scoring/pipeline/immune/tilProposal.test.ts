import { tilProposal } from '@timescope/extension-ihc-scoring/pipeline/immune/tilProposal';
import { computed } from '../../../../oracles/computed';
import { handMap } from './handMap';

/** Epithelium left, stroma right, 13 cells (484 um) each: a field is as wide as one of them, 0.2345 mm2. */
const map = handMap(26, 13, column => (column < 13 ? 'TUM' : 'STR'));

/** So many lymphocytes in the stroma's second column and in the epithelium's last but one. */
function proposed(inStroma: number, inEpithelium: number) {
  const lymphocytes = { stroma: new Uint32Array(26 * 13), tumour: new Uint32Array(26 * 13) };
  lymphocytes.stroma[14] = inStroma;
  lymphocytes.tumour[11] = inEpithelium;
  return computed(tilProposal(map, lymphocytes, 500));
}

test('100 in the stroma: the field with most of them that shows epithelium has 426 per mm2, few and scattered', () => {
  const found = proposed(100, 0);
  expect(found).toMatchObject({ grade: 1, lymphocytes: { stroma: 100, epithelium: 0 }, epitheliumPerMm2: 0 });
  expect(found.densityPerMm2).toBeCloseTo(426.5, 1);
  expect(found.field).toEqual({ x: 2 * 74.5, y: 0, width: 13 * 74.5, height: 13 * 74.5 });
});

test.each([
  [0, 0, 0],
  [98, 0, 0],
  [99, 0, 1],
  [187, 0, 1],
  [188, 0, 2],
  // Dense, but beside the epithelium: its cells are continuous.
  [900, 0, 2],
  [400, 300, 3],
])('%d in stroma and %d in epithelium: grade %d', (inStroma, inEpithelium, grade) => {
  expect(proposed(inStroma, inEpithelium).grade).toBe(grade);
});

test('dense lymphocytes under normal mucosa, where some tiles are called tumour, are not of the tumour', () => {
  const beside = handMap(40, 13, (column, row) => {
    if (column < 13) return 'TUM';
    if (column < 26) return 'NOR';
    return column % 3 === 0 && row % 3 === 0 ? 'TUM' : 'STR';
  });
  const lymphocytes = { stroma: new Uint32Array(40 * 13), tumour: new Uint32Array(40 * 13) };
  lymphocytes.tumour[6] = 90;
  lymphocytes.stroma[31] = 900;
  const { field, lymphocytes: found } = computed(tilProposal(beside, lymphocytes, 500));
  expect(found).toEqual({ stroma: 0, epithelium: 90 });
  expect(field.x + field.width).toBeLessThanOrEqual(26 * 74.5);
});

test('without tumour there is no proposal but a sentence', () => {
  const none = new Uint32Array(26 * 13);
  const stromaOnly = handMap(26, 13, () => 'STR');
  expect(tilProposal(stromaOnly, { stroma: none, tumour: none }, 500)).toEqual({
    kind: 'not computable',
    reason: 'No field of 500 um shows enough tumour to look for lymphocytes in it.',
  });
});
