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

const followed = cohortOf(
  threePatients.map((each, at) => ({ ...each, followUp: { months: 20 + 10 * at, hasDied: at < 2 } })),
);

/** All texts of a picture in their order. */
const wordsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, words]) => words);

test('survival of the cohort: its name, a curve a group, the own group named and alone drawn strongly, the log-rank test', () => {
  const { svg } = computed(cohortSurvivalPlot(followed, 'stroma', 'intermediate'));
  const words = wordsOf(svg);
  expect(words).toContain('Cohort: Three patients, n = 3');
  expect(words.filter(each => each === 'intermediate: this patient')).toHaveLength(2);
  expect(words.filter(each => each === 'low')).toHaveLength(2);
  expect(svg.match(/stroke-width="4"/g)).toHaveLength(1);
  expect(svg.match(/stroke-opacity/g)).toHaveLength(2);
  expect(words.some(each => each?.startsWith('Log-rank'))).toBe(true);
});

test('numbers at risk below the axis: a patient followed for 20 months is at risk at 20 and not after', () => {
  const words = wordsOf(computed(cohortSurvivalPlot(followed, 'stroma', 'high')).svg);
  // The marks of the lower axis come first, then those of the share from 0 to 1.
  const times = words.slice(0, words.indexOf('0.2') - 1).map(Number);
  expect(times).toEqual([0, 10, 20, 30, 40]);
  const table = words.slice(words.indexOf('At risk') + 1);
  const rowOf = (group: string) => table.slice(table.indexOf(group) + 1).slice(0, times.length);
  for (const [group, months] of [
    ['low', 20],
    ['intermediate', 30],
    ['high: this patient', 40],
  ] as const)
    expect(rowOf(group)).toEqual(times.map(time => (time <= months ? '1' : '0')));
});

test('nobody of the own group was followed: a sentence says so, and no curve is drawn strongly', () => {
  const two = cohortOf(threePatients.map((each, at) => (at === 2 ? each : (followed.cases[at] ?? each))));
  const { svg } = computed(cohortSurvivalPlot(two, 'stroma', 'high'));
  expect(wordsOf(svg)).toContain("No patient of this patient's group (high) was followed.");
  expect(svg).not.toContain('stroke-opacity');
});

test('a cohort without follow-up has no curves but a sentence', () => {
  expect(cohortSurvivalPlot(cohortOf(threePatients), 'stroma', 'low')).toEqual({
    kind: 'not computable',
    reason: 'The cohort "Three patients" carries no follow-up.',
  });
});
