import { matrixPoint } from '@timescope/core/frames';
import type { CompartmentMask } from '@timescope/extension-ihc-scoring/pipeline/compartments/compartmentMask';
import { fillFromMask } from '@timescope/extension-ihc-scoring/pipeline/compartments/fillFromMask';
import { trimmedMask } from '@timescope/extension-ihc-scoring/pipeline/compartments/trimmedMask';

const place = { at: { x: 0, y: 0, width: 40, height: 30 }, step: { x: 1, y: 1 } };

function maskWith(...marked: readonly (readonly [x: number, y: number, value: number])[]) {
  const values = new Uint8Array(10 * 6);
  for (const [x, y, value] of marked) values[y * 10 + x] = value;
  const step = { x: 4, y: 5 };
  return { width: 10, height: 6, values, origin: matrixPoint(0, 0), matrixStep: step, source: 'drawn' };
}

function filled(mask: CompartmentMask): Uint8Array {
  const out = new Uint8Array(40 * 30);
  fillFromMask(mask, place, out);
  return out;
}

test('a mask without its empty sides says the same of every pixel', () => {
  const mask = maskWith([2, 1, 1], [7, 4, 2], [3, 3, 1]);
  const trimmed = trimmedMask(mask);
  expect(trimmed).toMatchObject({ width: 6, height: 4, origin: { x: 8, y: 5 } });
  expect(filled(trimmed)).toEqual(filled(mask));
  expect(filled(mask).some(value => value === 2)).toBe(true);
});

test('of a mask of nothing nothing is left, and it fills nothing', () => {
  const trimmed = trimmedMask(maskWith());
  expect(trimmed.values).toHaveLength(0);
  expect(filled(trimmed).every(value => value === 0)).toBe(true);
});
