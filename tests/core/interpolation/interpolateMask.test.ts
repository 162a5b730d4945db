import { interpolateMask } from '@timescope/core/interpolation/interpolateMask';
import { signedDistanceFiller } from '@timescope/core/interpolation/signedDistance';
import { millimetres } from '@timescope/core/units';
import type { RoiMask } from '@timescope/core/volume';
import { morphologicalFiller } from '@timescope/runtime/itkInterpolation';

const SIZE = 20;

/** A square of the given half width round the middle on each slice; undefined leaves the slice empty. */
function squares(halfWidths: readonly (number | undefined)[]): RoiMask {
  const values = new Uint8Array(SIZE * SIZE * halfWidths.length);
  halfWidths.forEach((half, k) => {
    if (half === undefined) return;
    for (let j = 10 - half; j < 10 + half; j++)
      values.fill(1, (k * SIZE + j) * SIZE + 10 - half, (k * SIZE + j) * SIZE + 10 + half);
  });
  return {
    values,
    size: [SIZE, SIZE, halfWidths.length],
    placement: {
      originMm: [0, 0, 0],
      row: [1, 0, 0],
      column: [0, 1, 0],
      slice: [0, 0, 5],
      spacingMm: { x: millimetres(1), y: millimetres(1) },
    },
  };
}

const area = ({ values }: RoiMask, k: number) =>
  values.subarray(k * SIZE * SIZE, (k + 1) * SIZE * SIZE).reduce((sum, value) => sum + value, 0);

describe.each([
  ['signed distance', signedDistanceFiller],
  ['morphological', morphologicalFiller],
])('%s', (_, fill) => {
  test('between a square of 4 and one of 8 pixels lies one of 6: 36 pixels', async () => {
    const { mask, filled } = await interpolateMask(squares([2, undefined, 4]), fill);
    expect(filled).toEqual([1]);
    expect(area(mask, 1)).toBeGreaterThanOrEqual(32);
    expect(area(mask, 1)).toBeLessThanOrEqual(40);
  });

  test('equal squares give the same square, also over a gap of four', async () => {
    const { mask, filled } = await interpolateMask(
      squares([undefined, 3, undefined, undefined, undefined, undefined, 3, undefined]),
      fill,
    );
    expect(filled).toEqual([2, 3, 4, 5]);
    for (const k of filled) expect(area(mask, k)).toBe(36);
    expect([area(mask, 0), area(mask, 7)]).toEqual([0, 0]);
  });

  test('drawn slices stay as they are', async () => {
    const drawn = squares([5, undefined, 1, undefined, 5]);
    const { mask } = await interpolateMask(drawn, fill);
    for (const k of [0, 2, 4]) expect(area(mask, k)).toBe(area(drawn, k));
  });
});

test('one drawn slice is refused: nothing lies between', async () => {
  await expect(interpolateMask(squares([undefined, 2, undefined]), signedDistanceFiller)).rejects.toThrow(
    'The ROI is drawn on 1 slice; between slices means at least two.',
  );
});

test('a mask without gaps comes back as it is', async () => {
  const drawn = squares([2, 3]);
  expect(await interpolateMask(drawn, signedDistanceFiller)).toEqual({ mask: drawn, filled: [] });
});
