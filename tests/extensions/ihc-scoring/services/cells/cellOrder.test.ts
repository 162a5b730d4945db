import { orderOf } from '../../../../../extensions/ihc-scoring/src/services/cells/cellOrder.kernel';
import {
  distancesTo,
  nearestThreshold,
} from '../../../../../extensions/ihc-scoring/src/services/cells/doubt';

test('ascending, descending, and NaN last in both', () => {
  const values = Float32Array.of(0.5, NaN, -2, 3, -0.5, 0.25);
  expect([...orderOf(values)]).toEqual([2, 4, 5, 0, 3, 1]);
  expect([...orderOf(values, true)]).toEqual([3, 0, 5, 4, 2, 1]);
});

test('equal values keep their order both ways; 0 and -0 are equal', () => {
  const values = Float32Array.of(1, 0, -0, 1, 0);
  expect([...orderOf(values)]).toEqual([1, 2, 4, 0, 3]);
  expect([...orderOf(values, true)]).toEqual([0, 3, 1, 2, 4]);
});

test('no values, one value, infinities', () => {
  expect([...orderOf(new Float32Array(0))]).toEqual([]);
  expect([...orderOf(Float32Array.of(7))]).toEqual([0]);
  expect([...orderOf(Float32Array.of(Infinity, 1, -Infinity))]).toEqual([2, 1, 0]);
});

test('200,000 values are in the order of a comparison sort, within 100 ms', () => {
  const values = Float32Array.from({ length: 200_000 }, (_, k) => ((k * 7919) % 200_003) / 1000 - 100);
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const began = performance.now();
    orderOf(values);
    times.push(performance.now() - began);
  }
  // The quickest run: the others measure what else the computer does.
  expect(Math.min(...times)).toBeLessThan(100);
  const order = orderOf(values);
  const compared = Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  expect([...order]).toEqual(compared);
});

describe('distance to a threshold', () => {
  const od = Float32Array.of(0.1, 0.28, 0.45, NaN);
  const rounded = (values: Float32Array) => [...values].map(value => Math.round(1000 * value) / 1000);

  test('to the nearest of three', () => {
    expect(rounded(distancesTo(od, [0.1, 0.3, 0.5], 'any', true))).toEqual([0, 0.02, 0.05, NaN]);
  });

  test('to the one that was asked for', () => {
    expect(rounded(distancesTo(od, [0.1, 0.3, 0.5], 2, true))).toEqual([0.4, 0.22, 0.05, NaN]);
  });

  test('to the first where positive cells are not graded, unless another was asked for', () => {
    expect(rounded(distancesTo(od, [0.1, 0.3, 0.5], 'any', false))).toEqual([0, 0.18, 0.35, NaN]);
    expect(rounded(distancesTo(od, [0.1, 0.3, 0.5], 2, false))).toEqual([0.4, 0.22, 0.05, NaN]);
  });

  test('a cell exactly at a threshold has the distance 0', () => {
    expect(distancesTo(Float32Array.of(0.3), [0.1, 0.3, 0.5], 'any', true)[0]).toBe(0);
  });
});

test('the nearest threshold is the nearest of the three', () => {
  const { grade, distance } = nearestThreshold(0.969, [0.1, 0.3, 0.5]);
  expect(grade).toBe(3);
  expect(distance).toBeCloseTo(0.469, 6);
  expect(nearestThreshold(0.15, [0.1, 0.3, 0.5]).grade).toBe(1);
  expect(nearestThreshold(0.4, [0.3, 0.3, 0.5]).grade).toBe(1);
});
