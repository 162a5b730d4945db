import { emptyCellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { newRgbRaster } from '@timescope/core/raster';
import type { HumanLabels } from './humanLabels';
import { f1Of, sameNuclei, styleOf } from './sameNuclei';

/** Two drawn nuclei of 4 x 4 px in an image of 12 x 8. */
function drawn(): HumanLabels {
  const values = new Uint16Array(12 * 8);
  for (const [label, left] of [
    [1, 1],
    [2, 7],
  ] as const)
    for (let y = 2; y < 6; y++) for (let x = left; x < left + 4; x++) values[12 * y + x] = label;
  const nuclei = [1, 2].map(label => ({ label, x: 0, y: 0, pixels: 16 }));
  const rgb = newRgbRaster(12, 8);
  return { name: 'drawn', rgb, labels: { width: 12, height: 8, values }, nuclei, mpp: 0.5 };
}

const table = (rings: readonly (readonly number[])[]) => ({
  ...emptyCellTable(),
  count: rings.length,
  nuclei: {
    xy: Float32Array.from(rings.flat()),
    offsets: Uint32Array.from([0, ...rings.map((_, at) => rings.slice(0, at + 1).flat().length / 2)]),
  },
});

const box = (left: number, top: number, right: number, bottom: number) => [
  ...[left, top, right, top],
  ...[right, bottom, left, bottom],
];

test('a nucleus found exactly and one found half beside the other', () => {
  // The second covers 8 px of nucleus 2 and 8 beside it: 8 of 24.
  const found = sameNuclei(table([box(1, 2, 5, 6), box(9, 2, 13, 6)]), drawn());
  expect(found).toEqual({ found: 2, drawn: 2, same: 1 });
  expect(f1Of([found])).toBe(0.5);
});

test('three quarters of a nucleus are it, half of it is not', () => {
  expect(sameNuclei(table([box(1, 2, 4, 6)]), drawn()).same).toBe(1);
  expect(sameNuclei(table([box(1, 2, 3, 6)]), drawn()).same).toBe(0);
});

test('one that covers two nuclei is neither', () => {
  expect(sameNuclei(table([box(1, 2, 11, 6)]), drawn()).same).toBe(0);
});

test.each([
  [205, 'white'],
  [181, 'lilac'],
] as const)('glass of green %i is of the style %s', (green, style) => {
  const rgb = newRgbRaster(10, 10);
  rgb.values.fill(green);
  expect(styleOf(rgb)).toBe(style);
});
