import { barsPath } from '../../../../../extensions/ihc-scoring/src/panels/thresholds/barsPath';
import { draggedLine } from '../../../../../extensions/ihc-scoring/src/panels/thresholds/draggedLine';
import { roomOf } from '../../../../../extensions/ihc-scoring/src/panels/thresholds/roomOf';
import { ticksBetween } from '../../../../../extensions/ihc-scoring/src/panels/thresholds/ticksBetween';

test('a bar of a quarter of the cells is half as high as the highest; empty bars are not drawn', () => {
  expect(barsPath([4, 0, 1, 0])).toBe('M0.0000 1V0.0000H0.2500V1ZM0.5000 1V0.5000H0.7500V1Z');
});

test.each([
  [-0.1, 0.6, [-0.1, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]],
  [-0.1, 1.2, [0, 0.2, 0.4, 0.6, 0.8, 1, 1.2]],
  [0, 3, [0, 0.5, 1, 1.5, 2, 2.5, 3]],
])('between %d and %d stand round numbers', (from, to, ticks) =>
  expect(ticksBetween(from, to)).toEqual(ticks),
);

test.each([
  ['the lower of two in one place to the left', [0.3, 0.3, 0.5], 2, -1, 1],
  ['the higher of them to the right', [0.3, 0.3, 0.5], 1, 1, 2],
  ['the outer ones of three', [0.3, 0.3, 0.3], 2, 1, 3],
  ['a line that stands alone to either side', [0.1, 0.3, 0.5], 2, -1, 2],
] as const)('a drag takes %s', (_, thresholds, taken, direction, line) =>
  expect(draggedLine(thresholds, taken, direction)).toBe(line),
);

test('a threshold has room from one neighbour to the other', () => {
  expect(roomOf([0.1, 0.3, 0.5], 2)).toEqual({ lowest: 0.1, highest: 0.5 });
  expect(roomOf([0.1, 0.3, 0.5], 1)).toEqual({ lowest: 0, highest: 0.3 });
  expect(roomOf([0.1, 0.3, 0.5], 3).lowest).toBe(0.3);
});
