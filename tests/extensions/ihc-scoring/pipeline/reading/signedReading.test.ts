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
    ['allred.whole', result.allred.whole],
    ['percentPositive', 25],
    ['hScore.whole', 50],
  ]);
  const tps = resultOf({ preset: 'pdl1-tps', cells: times(4, 'tt1'), drawn: true, typed: true });
  expect(signableScores(tps)[0]).toMatchObject({ path: 'tps', value: 100 });
});

test('a score of the marker that is not evaluable can be given by the reader', () => {
  const her2 = resultOf({ preset: 'her2', cells: [] });
  expect(signableScores(her2)[0]).toMatchObject({ path: 'her2.class', value: null });
});

test('H-scores of the measured compartments are signed as well', () => {
  const cells = [...times(3, 'tt0'), ...times(1, 'tt2'), ...times(2, 'st1')];
  const mhc1 = signableScores(resultOf({ preset: 'mhc1', cells, drawn: true }));
  expect(mhc1.map(({ path }) => path)).toEqual([
    'percentPositive',
    'hScore.whole',
    'hScore.tumour',
    'hScore.stroma',
  ]);
});

test('of a marker whose cells are counted, the densities are signed', () => {
  const cells = [...times(3, 'tt0'), ...times(1, 'tt2'), ...times(2, 'st1')];
  const cd8 = resultOf({ preset: 'cd8', cells, drawn: true });
  const values = new Map(signableScores(cd8).map(({ path, value }) => [path, value]));
  for (const part of ['whole', 'tumour', 'stroma'] as const)
    expect(values.get(`densityPerMm2.${part}.positive`)).toBe(cd8.densityPerMm2[part]?.positive);
  expect(signableScores(result).some(({ path }) => path.startsWith('density'))).toBe(false);
});

test('a score takes numbers of its own range, a class its own words', () => {
  const [allred, percent, hScore] = signableScores(result);
  if (!allred || !percent || !hScore) throw new Error('three scores');
  expect(enteredScore(allred, '6')).toBe(6);
  for (const none of ['1', '9', '5.5']) expect(enteredScore(allred, none)).toBeUndefined();
  expect(enteredScore(percent, ' 12,5 ')).toBe(12.5);
  expect(enteredScore(percent, '101')).toBeUndefined();
  for (const none of ['0x10', '1e1', '-1']) expect(enteredScore(percent, none)).toBeUndefined();
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
