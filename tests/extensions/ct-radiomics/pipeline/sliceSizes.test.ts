import { sliceSizes } from '@timescope/extension-ct-radiomics/pipeline/sliceSizes';
import type { RoiMask } from '@timescope/core/volume';

/** Rows of text: `#` is inside. One empty slice lies below. */
function region(rows: readonly string[], spacing: { x: number; y: number }) {
  const [first = ''] = rows;
  const size = [first.length, rows.length, 2] as const;
  const inside = rows.flatMap(row => Array.from(row, letter => (letter === '#' ? 1 : 0)));
  const mask = {
    size,
    values: Uint8Array.from([...inside.map(() => 0), ...inside]),
    placement: { spacingMm: spacing },
  } as unknown as RoiMask;
  const hu = Int16Array.from(mask.values, (value, at) => (value === 0 ? -1000 : at));
  return sliceSizes({ hu }, mask, 1);
}

test('a row of four voxels of 1 x 1 mm: the diagonal, and across it the two corners', () => {
  const { longAxisMm, shortAxisMm } = region(['####'], { x: 1, y: 1 });
  expect(longAxisMm).toBeCloseTo(Math.sqrt(17), 12);
  expect(shortAxisMm).toBeCloseTo(8 / Math.sqrt(17), 12);
});

test('voxels that are not square are measured in millimetres', () => {
  expect(region(['#'], { x: 3, y: 4 }).longAxisMm).toBe(5);
});

test('the mean is of the voxels inside, on this slice', () => {
  // Voxels 4, 5 and 7 of 2 x 2 on the second slice hold 4, 5 and 7.
  expect(region(['##', '.#'], { x: 1, y: 1 }).meanHu).toBeCloseTo(16 / 3, 12);
});
