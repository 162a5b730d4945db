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
    cam((column, row) => (column === 6 && row === 2 ? 4 : 0)),
    { class: 'high', index: 1 },
    crop,
  );
  expect(map.box).toEqual({ x: 10, y: 5, width: 14, height: 7 });
  expect(map.max).toBe(4);
  const hottest = map.values.indexOf(Math.max(...map.values));
  expect(hottest % 14).toBe(13);
  // The box begins at row 3 of the square: the square's rows 4 and 5 are the box's second and third.
  expect(Math.floor(hottest / 14)).toBe(1);
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
