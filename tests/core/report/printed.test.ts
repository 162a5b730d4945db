import { FORMATS, printedNumber } from '@timescope/core/report/printed';
import { notEvaluable } from '../../harness/reportFacts';

test('a digit behind the point below 100, as it is written', () => {
  const { write } = FORMATS.density;
  expect([7.04, 99.94, 99.97, 1431.4].map(write)).toEqual(['7.0/mm²', '99.9/mm²', '100/mm²', '1,431/mm²']);
});

test('what rounds to nothing has no sign', () => {
  expect([-0.04, 0.04, -0.06].map(FORMATS.hScore.write)).toEqual(['0.0', '0.0', '-0.1']);
});

test('a unit in a stored reason is printed as people write it', () => {
  const fact = notEvaluable('The margin is narrower than 500 um, of 3 umbrellas.');
  expect(printedNumber(fact, FORMATS.share).because).toBe(
    'The margin is narrower than 500 µm, of 3 umbrellas.',
  );
});
