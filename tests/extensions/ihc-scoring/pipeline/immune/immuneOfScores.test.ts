import { immuneOfScores, pairOf } from '@timescope/extension-ihc-scoring/pipeline/immune/immuneOfScores';
import { NO_COHORT } from '@timescope/extension-ihc-scoring/pipeline/immune/placeScore';
import { resultOf, times } from '../scores/handMade';
import { cohortOf, threePatients } from './threePatients';

/** A third of the tissue is tumour: of 1.5 mm2 half a square millimetre, and one of stroma. */
const AREAS = [0, 0, 0, 0, 1000, 0, 0, 0, 2000, 0, 0, 0];

const slide = (preset: 'cd3' | 'cd8', stroma: number, tumour: number) =>
  resultOf({
    preset,
    drawn: true,
    tissuePixels: AREAS,
    coverage: { requestedMm2: 1.5, analysedMm2: 1.5 },
    cells: [...times(stroma, 'so1'), ...times(tumour, 'to1'), ...times(50, 'so0')],
  });

const cd3 = slide('cd3', 200, 20);
const cd8 = slide('cd8', 30, 3);

test('200 and 30 positive cells in 1 mm2 of stroma: percentiles 50 and 66.7 of three patients, score 58.3', () => {
  const found = immuneOfScores({ cd3, cd8 }, cohortOf(threePatients));
  expect(found.densities).toEqual({ cd3: { stroma: 200, tumour: 40 }, cd8: { stroma: 30, tumour: 6 } });
  expect(found.stroma).toMatchObject({ score: 58.333333333, group: 'intermediate' });
  expect(found.tumour).toMatchObject({ score: 33.333333333, group: 'low' });
});

test('two thirds of both slides are stroma', () => {
  expect(immuneOfScores({ cd3, cd8 }, undefined).tsr).toMatchObject({ value: 2 / 3, group: 'high' });
});

test('without a cohort: densities, and how to make one', () => {
  expect(immuneOfScores({ cd3, cd8 }, undefined).stroma).toMatchObject({ reason: NO_COHORT });
});

test('a slide on which tumour and stroma were not told apart gives no number but a sentence', () => {
  const blind = resultOf({ preset: 'cd8', cells: times(30, 'oo1') });
  const found = immuneOfScores({ cd3, cd8: blind }, cohortOf(threePatients));
  const reason = 'The CD8 slide was measured without telling tumour and stroma apart.';
  expect(found.stroma).toMatchObject({ kind: 'not computable', reason });
  expect(found.tsr).toMatchObject({ kind: 'not computable', reason });
});

test('a CD3 and a CD8 slide are a pair in either order; another marker makes none', () => {
  expect(pairOf([cd8, cd3])).toEqual({ cd3, cd8 });
  expect(pairOf([cd3, resultOf({ preset: 'ki67', cells: [] })])).toBeUndefined();
});
