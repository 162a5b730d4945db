import { probeDifference, probeInput, type Probe } from '@timescope/core/probe';

const probe: Probe = { input: 'absorbed', tolerance: 1e-4, outputs: { map: [0, 40, 80], sum: [0.5] } };

test('the stored input is counted by hand: rings around the corner, shifted from channel to channel', () => {
  const { shape, values } = probeInput({ input: { name: 'tile', shape: [1, 2, 3, 9] } }, probe);
  expect(shape).toEqual([1, 2, 3, 9]);
  expect(values).toHaveLength(54);
  expect([values[0], values[8], values[9 + 8]]).toEqual([0, 0.6 / 255, 0.6 / 255].map(Math.fround));
  expect(values[27 + 5]).toBe(Math.fround(0.6 / 255));
  const standardised = probeInput(
    { input: { name: 'image', shape: [1, 1, 1, 17] } },
    { ...probe, input: 'standardised' },
  );
  expect([standardised.values[0], standardised.values[16]]).toEqual([-2, Math.fround(2 / 255 - 2)]);
});

test('the difference counts from values spread evenly, of the greatest value or of 1; a missing output is infinite', () => {
  const map = { shape: [1, 1, 2, 3], values: Float32Array.of(0, 7, 40, 7, 80.8, 7) };
  const sum = { shape: [1, 1], values: Float32Array.of(0.495) };
  expect(probeDifference(probe, { map, sum })).toBeCloseTo(0.01, 6);
  expect(probeDifference(probe, { map })).toBe(Infinity);
});
