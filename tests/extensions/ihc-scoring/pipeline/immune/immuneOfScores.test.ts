import { immuneOfScores, pairOf } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneOfScores';
import { NO_COHORT } from '@timescope/extension-ihc-scoring/pipeline/immune/placeScore';
import { cd3, cd8 } from '../../../../harness/handMadeImmune';
import { resultOf, times } from '../scores/handMade';
import { cohortOf, threePatients } from './threePatients';

test('200 and 30 positive cells in 1 mm2 of stroma: percentiles 50 and 66.7 of three patients, score 58.3', () => {
  const found = immuneOfScores({ cd3, cd8 }, cohortOf(threePatients));
  const noFields = { centre: null, margin: null };
  expect(found.densityPerMm2).toEqual({
    cd3: { stroma: 200, tumour: 40, ...noFields },
    cd8: { stroma: 30, tumour: 6, ...noFields },
  });
  expect(found.scores.stroma).toMatchObject({ score: 58.333333333, group: 'intermediate' });
  expect(found.scores.tumour).toMatchObject({ score: 33.333333333, group: 'low' });
});

test('two thirds of both slides are stroma', () => {
  const found = immuneOfScores({ cd3, cd8 }, undefined);
  expect(found).toMatchObject({ tsr: 2 / 3, tsrOn: 'IHC (CD3 and CD8), not H&E', groups: { tsr: 'high' } });
});

test('without a cohort: densities, and how to make one', () => {
  expect(immuneOfScores({ cd3, cd8 }, undefined).notEvaluable.stromaImmuneScore).toBe(NO_COHORT);
});

test('what needs fields, H&E or a reader is not there, each with its reason', () => {
  const { immuneScore, tils, time, notEvaluable } = immuneOfScores({ cd3, cd8 }, cohortOf(threePatients));
  expect([immuneScore, tils, time]).toEqual([null, null, null]);
  expect(notEvaluable.immuneScore).toBe(
    'CD3: fields are proposed by timescope immune on the command line only.',
  );
  expect(notEvaluable.time).toContain('missing: the grade of the lymphocytes, the immune score');
});

test('a slide on which tumour and stroma were not told apart gives no number but a sentence; the ratio is of the other', () => {
  const blind = resultOf({ preset: 'cd8', cells: times(30, 'oo1') });
  const found = immuneOfScores({ cd3, cd8: blind }, cohortOf(threePatients));
  expect(found.notEvaluable.stromaImmuneScore).toBe(
    'The CD8 slide was measured without telling tumour and stroma apart.',
  );
  expect(found).toMatchObject({ tsr: 2 / 3, tsrOn: 'IHC (CD3), not H&E' });
});

test('a CD3 and a CD8 slide are a pair in either order; another marker makes none', () => {
  expect(pairOf([cd8, cd3])).toEqual({ cd3, cd8 });
  expect(pairOf([cd3, resultOf({ preset: 'ki67', cells: [] })])).toBeUndefined();
});
