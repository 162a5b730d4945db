import { chosenSlice, largestSlice } from '@timescope/extension-ct-radiomics/pipeline/largestSlice';
import { handMadeCt, handMadeRoi } from '../../../harness/handMadeCt';
import { refusal } from '../../../harness/refusal';

const ct = handMadeCt([4, 4, 5], undefined, [0.5, 2, 5]);

test('6 voxels of 0.5 x 2 mm are 6 mm2, and the slice with most of them is taken', () => {
  const roi = handMadeRoi(ct, (i, j, k) => (k === 1 && i < 2 && j < 2) || (k === 3 && i < 3 && j < 2));
  expect(largestSlice(ct, roi)).toEqual({ index: 3, voxels: 6, areaMm2: 6 });
});

test('of slices with equal areas the one nearest the centroid of the ROI wins', () => {
  // 2 voxels on slices 0, 3 and 4, 1 on slice 2: the centroid lies at slice 16 / 7.
  const roi = handMadeRoi(ct, (i, j, k) => j === 0 && (k === 2 ? i < 1 : k !== 1 && i < 2));
  expect(largestSlice(ct, roi).index).toBe(3);
});

test('of slices with equal areas and equal distances the lower index wins', () => {
  const roi = handMadeRoi(ct, (i, j, k) => i < 2 && j < 2 && (k === 1 || k === 3));
  expect(largestSlice(ct, roi).index).toBe(1);
});

test('equal distances stay equal where the heights are no exact binary numbers', () => {
  const fine = handMadeCt([4, 4, 3], undefined, [1, 1, 0.1]);
  const placement = { ...fine.placement, originMm: [0, 0, -123.7] as const };
  const slicePositionsMm = [0, 1, 2].map(k => [0, 0, -123.7 + 0.1 * k] as const);
  const volume = { ...fine, placement, slicePositionsMm };
  const roi = handMadeRoi(volume, (i, j, k) => i < 2 && j < 2 && k !== 1);
  const turned = { ...volume, slicePositionsMm: slicePositionsMm.map(([x, y, z]) => [x, y, -z] as const) };
  expect(largestSlice(volume, roi).index).toBe(0);
  expect(largestSlice(turned, roi).index).toBe(0);
});

test('an ROI without a voxel is EMPTY_ROI', () => {
  const roi = handMadeRoi(ct, () => false);
  expect(refusal(() => largestSlice(ct, roi))).toBe('EMPTY_ROI');
});

test('a slice that the reader chose must carry a part of the ROI', () => {
  const roi = handMadeRoi(ct, (i, j, k) => i + j === 0 && k === 2);
  expect(chosenSlice(ct, roi, 2).voxels).toBe(1);
  expect(refusal(() => chosenSlice(ct, roi, 1))).toBe('EMPTY_ROI');
  expect(refusal(() => chosenSlice(ct, roi, 5))).toBe('USAGE');
});

test('an ROI on another grid is refused', () => {
  const roi = handMadeRoi(handMadeCt([4, 4, 4]), () => true);
  expect(refusal(() => largestSlice(ct, roi))).toBe('GEOMETRY');
  const shifted = { ...handMadeRoi(ct, () => true) };
  const moved = { ...shifted, placement: { ...shifted.placement, originMm: [0, 0, 0.1] as const } };
  expect(refusal(() => largestSlice(ct, moved))).toBe('GEOMETRY');
});
