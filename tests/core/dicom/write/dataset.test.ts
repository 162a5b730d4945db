import { decimal } from '@timescope/core/dicom/write/dataset';

test.each([
  [0.0002271, '0.0002271'],
  [1 / 3, '0.33333333333333'],
  [-1 / 3, '-0.3333333333333'],
  [1e-7, '1e-7'],
  [-192, '-192'],
  [123456789.12345679, '123456789.123457'],
])('%d is written in at most 16 characters as %s', (value, written) => {
  expect(decimal(value)).toBe(written);
  expect(decimal(value).length).toBeLessThanOrEqual(16);
});

test('what is not a number is refused', () => {
  expect(() => decimal(Number.NaN)).toThrow(RangeError);
});
