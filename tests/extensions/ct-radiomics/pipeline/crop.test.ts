import { SOFT_TISSUE_WINDOW, windowedGrey } from '@timescope/core/windowedGrey';
import { cropSlice } from '@timescope/extension-ct-radiomics/pipeline/crop';
import { resizeBilinear } from '@timescope/extension-ct-radiomics/pipeline/resize';
import { handMadeCt, handMadeRoi } from '../../../harness/handMadeCt';

const options = { window: SOFT_TISSUE_WINDOW, margin: 0, crop: 'box' } as const;
// Every voxel tells its place: -160 HU is black, 240 HU is white.
const ct = handMadeCt([10, 8, 2], (i, j) => -160 + 40 * i + j);
const roi = handMadeRoi(ct, (i, j, k) => k === 1 && i >= 3 && i <= 6 && j >= 2 && j <= 3);

test('the window 40/400 turns -160 HU into 0, 40 into 128, 240 into 255, and clips beyond', () => {
  const levels = [-1000, -160, 40, 240, 3000].map(hu => windowedGrey(hu, SOFT_TISSUE_WINDOW));
  expect(levels).toEqual([0, 0, 128, 255, 255]);
});

test('a box of 4 x 2 voxels becomes a square of 4 with a black row above and below', () => {
  const { box, square, preview } = cropSlice(ct, roi, 1, options);
  expect(box).toEqual({ x: 3, y: 2, width: 4, height: 2 });
  expect(square).toEqual({ x: 3, y: 1, width: 4, height: 4 });
  const voxel = (i: number, j: number) => windowedGrey(-160 + 40 * i + j, SOFT_TISSUE_WINDOW);
  const row = (j: number) => [3, 4, 5, 6].map(i => voxel(i, j));
  expect([...preview.values]).toEqual([0, 0, 0, 0, ...row(2), ...row(3), 0, 0, 0, 0]);
});

test('the margin widens the box on every side and stops at the edge of the slice', () => {
  expect(cropSlice(ct, roi, 1, { ...options, margin: 1 }).box).toEqual({ x: 2, y: 1, width: 6, height: 4 });
  expect(cropSlice(ct, roi, 1, { ...options, margin: 20 }).box).toEqual({ x: 0, y: 0, width: 10, height: 8 });
});

test('a masked crop is black outside the ROI', () => {
  const corner = handMadeRoi(ct, (i, j, k) => k === 1 && i >= 3 && i <= 4 && j >= 2 && j <= 3 && i - j < 2);
  const { preview } = cropSlice(ct, corner, 1, { ...options, crop: 'masked' });
  expect([...preview.values].map(level => level > 0)).toEqual([true, false, true, true]);
});

test('the network sees three equal channels before their normalisation', () => {
  const { input } = cropSlice(ct, roi, 1, options);
  expect(input.shape).toEqual([1, 3, 224, 224]);
  const plane = 224 * 224;
  const middle = 112 * 224 + 100;
  const level = (channel: number, mean: number, sd: number) =>
    (input.values[channel * plane + middle] ?? 0) * sd + mean;
  expect(level(1, 0.456, 0.224)).toBeCloseTo(level(0, 0.485, 0.229), 6);
  expect(level(2, 0.406, 0.225)).toBeCloseTo(level(0, 0.485, 0.229), 6);
});

test('2 pixels enlarged to 4 take their neighbours in quarters', () => {
  const source = { width: 2, height: 2, values: Uint8Array.from([0, 100, 0, 100]) };
  expect([...resizeBilinear(source, 4).slice(0, 4)]).toEqual([0, 25, 75, 100]);
});

test('an even picture stays even at any size', () => {
  for (const side of [1, 3, 50, 301]) {
    const source = { width: side, height: side, values: new Uint8Array(side * side).fill(77) };
    expect(resizeBilinear(source, 224).every(value => Math.abs(value - 77) < 1e-9)).toBe(true);
  }
});
