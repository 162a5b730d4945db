import { decimalString } from '@timescope/core/dicom/decimalString';

test.each([
  [0.0002271, '0.0002271'],
  [0.1 + 0.2, '0.3'],
  [1 / 3, '0.33333333333333'],
  [-1 / 3, '-0.3333333333333'],
  [-12345.678901234567, '-12345.678901235'],
  [1e-7, '1e-7'],
  [-192, '-192'],
  [123456789.12345679, '123456789.123457'],
  [1234567890123456, '1234567890123456'],
  [-123456789012345680000, '-1.234567890e+20'],
  [1e300, '1e+300'],
])('%d is written in at most 16 characters as %s', (value, written) => {
  expect(decimalString(value)).toBe(written);
  expect(written.length).toBeLessThanOrEqual(16);
});

test.each([-1.23456789012345e-300, -1 / 3e8, 5e-324, 2e307])('%d has room', value => {
  expect(decimalString(value).length).toBeLessThanOrEqual(16);
  expect(Number(decimalString(value)) / value).toBeCloseTo(1, 6);
});

test.each([Number.NaN, Infinity])('%d is refused', value => {
  expect(() => decimalString(value)).toThrow(RangeError);
});
