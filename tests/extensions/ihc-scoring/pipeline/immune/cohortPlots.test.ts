import { cohortSurvivalPlot } from '@timescope/extension-ihc-scoring/pipeline/immune/cohortSurvivalPlot';
import { placeInCohortPlot } from '@timescope/extension-ihc-scoring/pipeline/immune/placeInCohortPlot';
import { placeScore } from '@timescope/extension-ihc-scoring/pipeline/immune/placeScore';
import { computed } from '../../../../oracles/computed';
import { cohortOf, threePatients } from './threePatients';

const score = computed(placeScore('stroma', { cd3: 200, cd8: 30 }, cohortOf(threePatients)));

test('the plot has a point for each patient of the cohort, both cut-offs, and names this patient and the cohort', () => {
  const svg = placeInCohortPlot('Stroma-immune score', 'stroma', score, cohortOf(threePatients));
  expect(svg.match(/<circle/g)).toHaveLength(3);
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(2);
  expect(svg).toContain('This patient: 58.3 %, intermediate');
  expect(svg).toContain('Cohort: Three patients, n = 3');
});

test('a cohort with follow-up: a curve for each group, the own one named; the log-rank test in words', () => {
  const followed = cohortOf(
    threePatients.map((each, at) => ({ ...each, followUp: { months: 20 + 10 * at, hasDied: at < 2 } })),
  );
  const { svg } = computed(cohortSurvivalPlot(followed, 'stroma', 'intermediate'));
  expect(svg).toContain('intermediate *');
  expect(svg).toContain('* group of this patient');
  expect(svg).toContain('Log-rank');
});

test('a cohort without follow-up has no curves but a sentence', () => {
  expect(cohortSurvivalPlot(cohortOf(threePatients), 'stroma', 'low')).toEqual({
    kind: 'not computable',
    reason: 'The cohort "Three patients" carries no follow-up.',
  });
});
