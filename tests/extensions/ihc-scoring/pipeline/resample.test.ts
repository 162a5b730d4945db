import type { RgbRaster } from '@timescope/core/raster';
import { levelRange, resample } from '@timescope/extension-ihc-scoring/pipeline/resample.kernel';

/** Red is 2 x, green is 2 y: a bilinear sample of it is exact up to the weights' 256ths. */
function ramp(width: number, height: number): RgbRaster {
  const values = new Uint8Array(3 * width * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) values.set([2 * x, 2 * y, 0], at);
  return { width, height, values };
}

/** Working pixels of `target`, sampled from only those level pixels that it needs. */
function sampled(
  level: RgbRaster,
  target: { x: number; y: number; width: number; height: number },
  step: { x: number; y: number },
) {
  const [left, right] = levelRange(target.x, target.width, step.x, level.width);
  const [upper, lower] = levelRange(target.y, target.height, step.y, level.height);
  const at = { x: left, y: upper, width: right - left, height: lower - upper };
  const values = new Uint8Array(3 * at.width * at.height);
  for (let y = 0; y < at.height; y++) {
    const from = 3 * ((at.y + y) * level.width + at.x);
    values.set(level.values.subarray(from, from + 3 * at.width), 3 * y * at.width);
  }
  return resample({ width: at.width, height: at.height, values }, at, target, step, level);
}

const level = ramp(100, 90);

test('a working pixel has the value at (x + 0.5) step - 0.5 along each axis, the axes apart', () => {
  const step = { x: 1.25, y: 1.6 };
  const { values } = sampled(level, { x: 10, y: 20, width: 30, height: 15 }, step);
  for (let y = 0, at = 0; y < 15; y++)
    for (let x = 0; x < 30; x++, at += 3) {
      expect(Math.abs((values[at] ?? 0) - 2 * ((10 + x + 0.5) * step.x - 0.5))).toBeLessThanOrEqual(0.51);
      expect(Math.abs((values[at + 1] ?? 0) - 2 * ((20 + y + 0.5) * step.y - 0.5))).toBeLessThanOrEqual(0.51);
    }
});

test('the same pixels come out however the grid is cut', () => {
  const step = { x: 1.1008, y: 0.87 };
  const noise: RgbRaster = { ...level, values: level.values.map((_, at) => (at * 7919) % 256) };
  const whole = sampled(noise, { x: 0, y: 0, width: 90, height: 100 }, step);
  for (const [x, y, width, height] of [
    [0, 0, 13, 17],
    [13, 5, 64, 31],
    [60, 70, 30, 30],
  ] as const) {
    const part = sampled(noise, { x, y, width, height }, step);
    for (let row = 0; row < height; row++) {
      const from = 3 * ((y + row) * 90 + x);
      expect(part.values.subarray(3 * row * width, 3 * (row + 1) * width)).toEqual(
        whole.values.subarray(from, from + 3 * width),
      );
    }
  }
});

test('step 1 copies, step 2 is the rounded mean of 2 x 2', () => {
  const square: RgbRaster = {
    width: 2,
    height: 2,
    values: Uint8Array.of(10, 0, 0, 11, 0, 0, 12, 0, 0, 14, 0, 0),
  };
  const whole = { x: 0, y: 0, width: 2, height: 2 };
  expect(resample(square, whole, whole, { x: 1, y: 1 }, square).values).toEqual(square.values);
  const half = resample(square, whole, { x: 0, y: 0, width: 1, height: 1 }, { x: 2, y: 2 }, square);
  expect([...half.values]).toEqual([12, 0, 0]);
});

test('a slide of one pixel is that pixel wherever it is sampled', () => {
  const one: RgbRaster = { width: 1, height: 1, values: Uint8Array.of(1, 2, 3) };
  const at = { x: 0, y: 0, width: 1, height: 1 };
  expect([...resample(one, at, { ...at, width: 2 }, { x: 0.5, y: 2 }, one).values]).toEqual([
    1, 2, 3, 1, 2, 3,
  ]);
});
