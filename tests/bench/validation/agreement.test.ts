import {
  agreementOf,
  classAgreement,
  f1,
  hScoreError,
  median,
  percentPositiveError,
  positiveF1,
  REACH_UM,
} from './agreement';

const at = (x: number, grade: number) => ({ x, y: 0, grade });

test('two of three nuclei found and one too many are F1 2/3', () => {
  const found = [at(0, 0), at(50, 1), at(200, 0)];
  const truth = [at(1, 0), at(51, 1), at(100, 2)];
  expect(f1(agreementOf(found, truth))).toBeCloseTo(2 / 3, 12);
});

test('a cell at 4 um is found, one at 4.01 um is not', () => {
  expect(agreementOf([at(REACH_UM, 0)], [at(0, 0)]).pairs).toBe(1);
  expect(agreementOf([at(REACH_UM + 0.01, 0)], [at(0, 0)]).pairs).toBe(0);
});

test('of two cells on one nucleus only the nearer is a hit', () => {
  const agreement = agreementOf([at(2, 1), at(-1, 0)], [at(0, 0)]);
  expect(agreement.pairs).toBe(1);
  expect(agreement.sameClass).toBe(1);
});

test('one of two positive nuclei found positive, the other negative: positive F1 2/3, half the classes agree', () => {
  const agreement = agreementOf([at(0, 2), at(50, 0)], [at(0, 2), at(50, 1)]);
  expect(positiveF1(agreement)).toBeCloseTo(2 / 3, 12);
  expect(classAgreement(agreement)).toBe(0.5);
  expect(percentPositiveError(agreement)).toBe(-50);
  expect(hScoreError(agreement)).toBe(-50);
});

test('the median of 1, 2, 4 is 2, of 1, 2, 4, 9 is 3', () => {
  expect(median([4, 1, 2])).toBe(2);
  expect(median([9, 4, 1, 2])).toBe(3);
});
