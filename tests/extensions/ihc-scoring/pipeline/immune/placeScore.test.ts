import {
  groupOfScore,
  PUBLISHED_CUTOFFS,
} from '@timescope/extension-ihc-scoring/pipeline/immune/immuneGroups';
import { NO_COHORT, placeScore } from '@timescope/extension-ihc-scoring/pipeline/immune/placeScore';
import { cohortOf, threePatients } from './threePatients';

const cohort = cohortOf(threePatients);

test('CD3 200 ties with one of three (50 %), CD8 30 is above two of three: score 58.33, intermediate, high of two', () => {
  const score = placeScore('stroma', { cd3: 200, cd8: 30 }, cohort);
  expect(score).toMatchObject({
    kind: 'computed',
    score: 58.333333333,
    percentiles: { cd3: 50, cd8: 200 / 3 },
    group: 'intermediate',
    twoGroups: 'high',
    n: 3,
  });
  if (score.kind !== 'computed') return;
  expect(score.toCutoff.cutoff).toBe(63.5);
  expect(score.toCutoff.distance).toBeCloseTo(-5.1667, 4);
});

test('in the epithelium CD3 40 is below all (0 %), CD8 5 ties with two of three (33.33 %): score 16.67, low', () => {
  expect(placeScore('tumour', { cd3: 40, cd8: 5 }, cohort)).toMatchObject({
    score: 16.666666667,
    group: 'low',
    twoGroups: 'low',
    cutoffs: { low: 37, high: 64.5 },
  });
});

test.each([
  [39.999, 'low'],
  [40, 'intermediate'],
  [63.499, 'intermediate'],
  [63.5, 'high'],
])('a stroma-immune score of %d %% is %s', (score, group) => {
  expect(groupOfScore(score, PUBLISHED_CUTOFFS.stroma)).toBe(group);
});

test.each([
  [36.999, 'low'],
  [37, 'intermediate'],
  [64.5, 'high'],
])('an intraepithelial-immune score of %d %% is %s', (score, group) => {
  expect(groupOfScore(score, PUBLISHED_CUTOFFS.tumour)).toBe(group);
});

test('two of five below gives exactly 40 %, which is intermediate', () => {
  const five = [10, 20, 30, 40, 50].map((cells, at) => {
    const places = { stroma: cells, tumour: cells, centre: null, margin: null };
    return { key: String(at), densities: { cd3: places, cd8: places } };
  });
  expect(placeScore('stroma', { cd3: 25, cd8: 25 }, cohortOf(five))).toMatchObject({
    score: 40,
    group: 'intermediate',
    toCutoff: { cutoff: 40, distance: 0 },
  });
});

test('without a cohort there is no number but the sentence how to make one', () => {
  expect(placeScore('stroma', { cd3: 200, cd8: 30 }, undefined)).toEqual({
    kind: 'not computable',
    reason: NO_COHORT,
  });
});

test('a missing density gives its reason and no number', () => {
  expect(placeScore('stroma', { cd3: 'The CD3 slide shows no stroma.', cd8: 30 }, cohort)).toEqual({
    kind: 'not computable',
    reason: 'The CD3 slide shows no stroma.',
  });
});
