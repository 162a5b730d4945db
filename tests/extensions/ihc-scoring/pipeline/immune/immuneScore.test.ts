import { immuneScore } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneScore';
import { stromaRatio } from '@timescope/extension-ihc-scoring/pipeline/immune/stromaRatio';
import { judgedTils } from '@timescope/extension-ihc-scoring/pipeline/immune/tilGrade';
import { timeScore } from '@timescope/extension-ihc-scoring/pipeline/immune/timeScore';
import { cohortOf, threePatients } from './threePatients';

const cohort = cohortOf(threePatients);

test('the medians of three patients are 2000 and 600 for CD3, 200 and 50 for CD8', () => {
  expect(cohort.cutoffs.fields.byMarker).toEqual({
    cd3: { centre: 2000, margin: 600 },
    cd8: { centre: 200, margin: 50 },
  });
});

test('three of four densities above their cut-offs: immune score 3, high; equal to the cut-off counts 0', () => {
  const densities = { cd3: { centre: 2001, margin: 601 }, cd8: { centre: 200, margin: 51 } };
  expect(immuneScore(densities, cohort)).toMatchObject({
    score: 3,
    group: 'high',
    rule: 'Median of this cohort',
  });
});

test('an immune score of 2 is low', () => {
  const densities = { cd3: { centre: 2001, margin: 601 }, cd8: { centre: 0, margin: 0 } };
  expect(immuneScore(densities, cohort)).toMatchObject({ score: 2, group: 'low' });
});

test('one place without fields: no score, its sentence', () => {
  const densities = { cd3: { centre: 1, margin: 'No margin.' }, cd8: { centre: 1, margin: 1 } };
  expect(immuneScore(densities, cohort)).toEqual({ kind: 'not computable', reason: 'No margin.' });
});

test('exactly half stroma is stroma-low, more is stroma-high', () => {
  expect(stromaRatio({ stroma: 2, tumour: 2 })).toMatchObject({ value: 0.5, group: 'low' });
  expect(stromaRatio({ stroma: 3, tumour: 1 })).toMatchObject({ value: 0.75, group: 'high' });
});

test.each([
  ['50 % with the noise of a sum of areas', 0.5000000026698829, 'low'],
  ['50 % with the noise of an exported table', 0.50000041, 'low'],
  ['two thousandths of a percent above', 0.50002, 'high'],
])('a ratio of %s is held against 50 percent without the noise', (_, stroma, group) => {
  expect(stromaRatio({ stroma, tumour: 1 - stroma })).toMatchObject({ group });
});

test.each([
  [{ stroma: 0, tumour: 1 }, 'No stroma'],
  [{ stroma: 1, tumour: 0 }, 'No tumour epithelium'],
])('%j has no ratio but a sentence', (areas, begins) => {
  expect(stromaRatio(areas)).toMatchObject({ kind: 'not computable', reason: expect.stringContaining(begins) as string }); // prettier-ignore
});

test('a grade of 2 is high; two readers must agree', () => {
  expect(judgedTils([2])).toMatchObject({ grade: 2, group: 'high' });
  expect(judgedTils([1, 1])).toMatchObject({ grade: 1, group: 'low' });
  expect(judgedTils([1, 2])).toMatchObject({ kind: 'not computable' });
  expect(judgedTils([])).toMatchObject({ kind: 'not computable' });
});

test('TIME counts the high components: 2 of 3 is high, 1 is low, a missing one is named', () => {
  expect(timeScore({ tsr: 'high', tils: 'low', is: 'high' }, 'H&E')).toMatchObject({
    score: 2,
    group: 'high',
  });
  expect(timeScore({ tsr: 'high', tils: 'low', is: 'low' }, 'H&E')).toMatchObject({ score: 1, group: 'low' });
  expect(timeScore({ tsr: 'high', tils: undefined, is: 'low' }, 'H&E')).toEqual({
    kind: 'not computable',
    reason: 'TIME needs all three components; missing: the grade of the lymphocytes.',
  });
});
