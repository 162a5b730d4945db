import { diceOf } from '@timescope/core/statistics/agreement/overlap';

test('Dice of all rows together: 2 x 9 of 10 + 14', () => {
  const said = diceOf({ both: [3, 6, 0], found: [4, 6, 0], truth: [3, 10, 1] });
  expect(said).toMatchObject({ kind: 'computed', value: 18 / 24, n: 3 });
});

test('rows that agree wholly have no spread; the same seed gives the same interval', () => {
  const same = { both: [3, 6], found: [3, 6], truth: [3, 6] };
  expect(diceOf(same)).toMatchObject({ value: 1, lower: 1, upper: 1 });
  const rows = { both: [1, 5, 2], found: [4, 6, 2], truth: [3, 10, 5] };
  expect(diceOf(rows)).toEqual(diceOf(rows));
  expect(diceOf(rows, { replicates: 50, seed: 2 })).not.toEqual(diceOf(rows));
});

test('nothing found where nothing is has no Dice; more in both than in one is refused', () => {
  expect(diceOf({ both: [0], found: [0], truth: [0] })).toMatchObject({ kind: 'not computable' });
  expect(diceOf({ both: [1, 3], found: [1, 2], truth: [1, 9] })).toMatchObject({
    reason: 'row 2 has more in both than in one of them, or less than 0',
  });
});
