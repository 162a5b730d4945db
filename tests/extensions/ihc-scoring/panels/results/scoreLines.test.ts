import { scoreLines } from '../../../../../extensions/ihc-scoring/src/panels/results/scoreLines';
import { resultOf, times } from '../../pipeline/scores/handMade';

const ofKi67 = (positive: number) =>
  resultOf({
    preset: 'ki67',
    drawn: true,
    cells: [...times(positive, 'to2'), ...times(1000 - positive, 'to0')],
  });

test("the marker's own score comes first, with its denominator and its distance to the cut-off", () => {
  const [first] = scoreLines(ofKi67(168), undefined);
  expect(first).toMatchObject({ path: 'ki67Index', value: '16.8 %', tool: undefined });
  expect(first?.denominator).toBe('of 1000 cells in the tumour compartment');
  const [category] = ofKi67(168).cutoffs;
  expect(first?.cutoffs[0]?.distance).toBe(
    `${Math.abs(category?.distance ?? 0).toFixed(1)} points ${(category?.distance ?? 0) < 0 ? 'below' : 'above'} ${String(category?.cutoff)} %`,
  );
  expect(first?.cutoffs[0]?.interval).toMatch(/^95 %: \d+\.\d to \d+\.\d/);
});

test('scores of other markers are left out, a missing one of this marker says why', () => {
  const lines = scoreLines(resultOf({ preset: 'ki67', cells: ['oo1'] }), undefined);
  expect(lines.map(({ path }) => path)).toEqual(['ki67Index', 'percentPositive', 'hScore.whole']);
  expect(lines[0]).toMatchObject({ value: undefined });
  expect(lines[0]?.reason).toContain('Tumour and stroma');
});

test("the tool's value stands beside only where it differs", () => {
  const [index, , hScore] = scoreLines(ofKi67(200), ofKi67(190));
  expect(index).toMatchObject({ value: '20.0 %', tool: '19.0 %' });
  expect(hScore).toMatchObject({ value: '40', tool: '38' });
  expect(scoreLines(ofKi67(200), ofKi67(200)).every(({ tool }) => tool === undefined)).toBe(true);
});
