import { newReading } from '@timescope/extension-ihc-scoring/pipeline/reading/reading';
import {
  enteredScore,
  signableScores,
} from '@timescope/extension-ihc-scoring/pipeline/reading/signableScores';
import { isIntact, signed } from '@timescope/extension-ihc-scoring/pipeline/reading/signedReading';
import { resultOf, times } from '../scores/handMade';

const result = resultOf({ preset: 'er', cells: [...times(3, 'oo0'), ...times(1, 'oo2')] });
const version = signed({
  number: 1,
  reader: 'A',
  signedAt: 1,
  decision: { kind: 'accepted' },
  reading: newReading('er'),
  result,
  toolResult: result,
  runId: 'r1',
});

test('the seal shows when anything of a signed version is changed', () => {
  expect(isIntact(version)).toBe(true);
  expect(isIntact(structuredClone(version))).toBe(true);
  expect(isIntact({ ...version, reader: 'B' })).toBe(false);
  expect(isIntact({ ...version, result: { ...result, percentPositive: 26 } })).toBe(false);
});

test('a signed version cannot be written to', () => {
  expect(Object.isFrozen(version)).toBe(true);
});

test('the scores of the marker can be overridden, with the value that stood there', () => {
  expect(signableScores(result).map(({ path, value }) => [path, value])).toEqual([
    ['percentPositive', 25],
    ['hScore.whole', 50],
  ]);
  const tps = resultOf({ preset: 'pdl1-tps', cells: times(4, 'tt1'), drawn: true, typed: true });
  expect(signableScores(tps)[0]).toMatchObject({ path: 'tps', value: 100 });
});

test('a score takes numbers of its own range, a class its own words', () => {
  const [percent, hScore] = signableScores(result);
  if (!percent || !hScore) throw new Error('two scores');
  expect(enteredScore(percent, ' 12,5 ')).toBe(12.5);
  expect(enteredScore(percent, '101')).toBeUndefined();
  expect(enteredScore(hScore, '300')).toBe(300);
  expect(enteredScore(hScore, '')).toBeUndefined();
  expect(enteredScore(hScore, 'high')).toBeUndefined();
  const her2 = {
    path: 'her2.class',
    value: '1+',
    accepts: { kind: 'class', classes: ['1+', '2+'] },
  } as const;
  expect(enteredScore(her2, '2+')).toBe('2+');
  expect(enteredScore(her2, '4+')).toBeUndefined();
});
