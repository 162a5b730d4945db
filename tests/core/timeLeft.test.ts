import { secondsLeft, stageBegan } from '@timescope/core/timeLeft';
import { strings } from '../../extensions/ihc-scoring/src/strings';

const cells = (done: number) => ({ stage: 'cells', done, total: 100 });

test('a quarter of the tiles in 10 s leaves 30 s', () => {
  const began = stageBegan(undefined, cells(0), 1000);
  expect(stageBegan(began, cells(25), 11_000)).toBe(began);
  expect(secondsLeft(began, cells(25), 11_000)).toBe(30);
});

test('the pace is that of the stage: what was there when it was seen first does not count', () => {
  const began = stageBegan(undefined, cells(50), 0);
  expect(secondsLeft(began, cells(75), 10_000)).toBe(10);
});

test('another stage begins anew', () => {
  const began = stageBegan(undefined, { stage: 'tissue', done: 0, total: 4 }, 0);
  expect(stageBegan(began, cells(0), 5000)).toEqual({ stage: 'cells', done: 0, at: 5000 });
});

test('nothing is said after two seconds or of one tile in a hundred; at the end 0 s are left', () => {
  const began = stageBegan(undefined, cells(0), 0);
  expect(secondsLeft(began, cells(50), 2000)).toBeUndefined();
  expect(secondsLeft(began, cells(1), 60_000)).toBeUndefined();
  expect(secondsLeft(began, cells(100), 60_000)).toBe(0);
});

test('the words are round: 5 s steps, then minutes', () => {
  expect(strings.timeLeft(12.4)).toBe('About 15 s left.');
  expect(strings.timeLeft(0)).toBe('About 1 s left.');
  expect(strings.timeLeft(125)).toBe('About 3 min left.');
});
