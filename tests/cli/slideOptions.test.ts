import { slideChoice } from '../../packages/cli/src/slide/slideOptions';
import { refusal } from '../harness/refusal';

test.each([0, -1, 0.019, 20.1, 227.1, 1e9, Number.NaN])('a pixel of %d um is wrong usage', mpp => {
  expect(refusal(() => slideChoice({ mpp }))).toBe('USAGE');
});

test.each([0.02, 0.2271, 20])('a pixel of %d um is taken', mpp => {
  expect(slideChoice({ mpp })).toEqual({ mpp });
});
