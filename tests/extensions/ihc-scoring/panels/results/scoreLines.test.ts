import {
  scoreLines,
  scoresNow,
  signedLines,
} from '../../../../../extensions/ihc-scoring/src/panels/results/scoreLines';
import { strings } from '../../../../../extensions/ihc-scoring/src/strings';
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
  expect(first?.denominator).toBe('168 of 1,000 cells in the tumour compartment');
  expect(first?.sources[0]).toContain('Nielsen');
  const [category] = ofKi67(168).cutoffs;
  expect(first?.cutoffs[0]?.distance).toBe(
    `${Math.abs(category?.distance ?? 0).toFixed(1)} points ${(category?.distance ?? 0) < 0 ? 'below' : 'above'} ${String(category?.cutoff)} %`,
  );
  expect(first?.cutoffs[0]?.interval).toMatch(/^interval \d+\.\d to \d+\.\d/);
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

test('what the reader signed instead is the headline, what was measured stays with its category', () => {
  const decision = {
    kind: 'overridden',
    score: 'ki67Index',
    from: 16.8,
    to: 18,
    reason: 'Lymphocytes.',
  } as const;
  const [index, positive] = signedLines(scoreLines(ofKi67(168), undefined), decision);
  expect(index).toMatchObject({ value: '18.0 %', tool: '16.8 %', isSigned: true });
  expect(index?.categories.every(words => words.startsWith('measured 16.8 %: '))).toBe(true);
  expect(index?.cutoffs[0]?.distance).toMatch(/^measured 16\.8 %: /);
  expect(positive).toMatchObject({ value: '16.8 %', isSigned: false });
  expect(scoresNow(ofKi67(168), decision)).toMatch(/^Ki-67 index 18\.0 %, Positive 16\.8 %/);
  expect(signedLines(scoreLines(ofKi67(168), undefined), { kind: 'accepted' })[0]?.isSigned).toBe(false);
});

test.each([
  ['12345 evaluated cells of the area', '12,345 evaluated cells of the area'],
  ['1157 cells (ASCO/CAP 2018) at 20481 / 3000', '1,157 cells (ASCO/CAP 2018) at 20481 / 3000'],
  ['0.1234 cells', '0.1234 cells'],
])('thousands are marked in numbers of cells only: %s', (plain, marked) =>
  expect(strings.warning(plain)).toBe(marked),
);
