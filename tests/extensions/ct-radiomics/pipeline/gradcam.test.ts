import { SOFT_TISSUE_WINDOW } from '@timescope/core/windowedGrey';
import { cropSlice } from '@timescope/extension-ct-radiomics/pipeline/crop';
import { gradCamMap } from '@timescope/extension-ct-radiomics/pipeline/gradcam';
import { handMadeCt, handMadeRoi } from '../../../harness/handMadeCt';

const ct = handMadeCt([40, 40, 1]);
const roi = handMadeRoi(ct, (i, j) => i >= 10 && i < 24 && j >= 5 && j < 12);
const crop = cropSlice(ct, roi, 0, { window: SOFT_TISSUE_WINDOW, margin: 0, crop: 'box' });

/** One class after another, 7 x 7 each; the second class holds `high`. */
function cam(high: (column: number, row: number) => number) {
  const values = new Float32Array(2 * 49).fill(9);
  for (let row = 0; row < 7; row++) for (let c = 0; c < 7; c++) values[49 + row * 7 + c] = high(c, row);
  return { shape: [1, 2, 7, 7], values };
}

test('the map covers the ROI box, and its hottest voxel lies where the hottest cell lies', () => {
  // The square is 14 wide: each cell covers 2 x 2 voxels, and column 6 the last two of the box.
  const map = gradCamMap(
    'tils',
    cam((column, row) => (column === 6 && row === 3 ? 4 : 0)),
    { class: 'high', index: 1 },
    crop,
  );
  expect(map.box).toEqual({ x: 10, y: 5, width: 14, height: 7 });
  expect(map.max).toBe(4);
  const hottest = map.values.indexOf(Math.max(...map.values));
  expect(hottest % 14).toBe(13);
  expect(map.values.every(value => value >= 0 && value <= 1)).toBe(true);
});

test('cells that rise evenly give voxels that rise evenly', () => {
  const map = gradCamMap(
    'tils',
    cam(column => column),
    { class: 'high', index: 1 },
    crop,
  );
  const row = [...map.values.slice(0, 14)].map(value => value * 6);
  expect(row[1]).toBeCloseTo(0.25, 6);
  expect(row[2]).toBeCloseTo(0.75, 6);
  expect(row[7]).toBeCloseTo(3.25, 6);
  expect(row[13]).toBeCloseTo(6, 6);
});

test('a map of zeros says so by its maximum and holds no NaN', () => {
  const map = gradCamMap(
    'tils',
    cam(() => 0),
    { class: 'high', index: 1 },
    crop,
  );
  expect(map.max).toBe(0);
  expect(map.values.every(value => value === 0)).toBe(true);
});

test('the closed form equals Grad-CAM by its definition on a net of two feature maps', () => {
  // Features A (post-ReLU), logit = w . mean(A): the gradient of the logit is w / 49 everywhere.
  const features = [0, 1].map(k => Float64Array.from({ length: 49 }, (_, n) => ((n * (k + 3)) % 7) / 7));
  const weights = [0.8, -0.5];
  const logit = (a: readonly Float64Array[]) =>
    a.reduce((sum, map, k) => sum + (weights[k] ?? 0) * (map.reduce((s, v) => s + v, 0) / 49), 0);
  const alpha = features.map((_, k) => {
    const bumped = features.map((map, other) =>
      other === k ? map.map((v, n) => v + (n === 0 ? 1e-3 : 0)) : map,
    );
    return (logit(bumped) - logit(features)) / 1e-3;
  });
  const combined = (by: readonly number[]) =>
    Array.from({ length: 49 }, (_, n) =>
      Math.max(
        0,
        features.reduce((sum, map, k) => sum + (by[k] ?? 0) * (map[n] ?? 0), 0),
      ),
    );
  const scaled = (map: readonly number[]) => map.map(value => value / Math.max(...map));
  const [closed, defined] = [scaled(combined(weights)), scaled(combined(alpha))];
  closed.forEach((value, n) => expect(value).toBeCloseTo(defined[n] ?? NaN, 6));
});
