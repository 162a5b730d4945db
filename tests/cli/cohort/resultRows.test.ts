import { resultRows } from '../../../packages/cli/src/cohort/resultRows';
import { resultOf, times } from '../../extensions/ihc-scoring/pipeline/scores/handMade';

const noTumour = resultOf({ preset: 'ki67', cells: [...times(86, 'oo0'), ...times(14, 'oo2')] });

test('each empty cell has its reason in one column, those of one reason together', () => {
  const row = resultRows(noTumour)?.row ?? {};
  expect([row.ki67Index, row.cutoff]).toEqual([null, undefined]);
  expect(String(row.notEvaluable).split(' | ')).toEqual([
    'allred: The Allred score is defined for ER and PR.',
    expect.stringMatching(
      /^ki67Index, tumourFraction, tumourCellularity: Tumour and stroma were not told apart/,
    ),
    'tps: The tumour proportion score is defined for PD-L1.',
    'cps: The combined positive score is defined for PD-L1.',
    'her2: The HER2 class is defined for HER2.',
    expect.stringMatching(/^cutoffScore, cutoff, cutoffDistance, cutoffCrossed: The marker has no cut-off/),
  ]);
});

test('a compartment that is not known says so once for all its cells', () => {
  const [whole, tumour] = resultRows(noTumour)?.parts ?? [];
  expect(whole?.notEvaluable).toMatch(/^hScorePixels: .* \| allred: /);
  expect(tumour?.notEvaluable).toMatch(
    /^cells, positive, percentPositive, hScore, hScorePixels, cellsPerMm2, positivePerMm2, areaMm2, positiveAreaPercent: Tumour/,
  );
});

test('areas are whole square micrometres', () => {
  const measured = { ...noTumour, areaMm2: { ...noTumour.areaMm2, whole: 0.011399999999999999 } };
  const { row, parts } = resultRows(measured) ?? {};
  expect([row?.areaMm2, parts?.[0]?.areaMm2]).toEqual([0.0114, 0.0114]);
});
