import {
  activeRoi,
  hasWork,
  NEW_ROI_SET,
  withName,
  withNewRoi,
  withoutRoi,
  withRoiNamed,
  withSlices,
  withVoxels,
} from '../../../../../extensions/ct-radiomics/src/services/rois/roiSet';

const roi = (first: number, length: number) => new Map([[0, Uint32Array.of(first, length)]]);
const two = withSlices(withNewRoi(withSlices(NEW_ROI_SET, 1, roi(0, 4)), 'Node'), 2, roi(10, 4));

test('a new region is empty, has a label of its own and is the active one', () => {
  const set = withNewRoi(NEW_ROI_SET, 'Node');
  expect(activeRoi(set)).toEqual({ label: 2, name: 'Node', slices: new Map() });
});

test('a voxel belongs to the region that was drawn last', () => {
  const { rois } = withSlices(two, 2, roi(3, 5));
  expect(rois.map(({ slices }) => slices)).toEqual([roi(0, 3), roi(3, 5)]);
});

test('a region that loses no voxel is the same object: what was measured of it holds', () => {
  const { rois } = withSlices(two, 2, roi(20, 5));
  expect(rois[0]?.slices).toBe(two.rois[0]?.slices);
});

test('a label map that holds what is known is no change', () => {
  expect(withVoxels(two, new Map(two.rois.map(({ label, slices }) => [label, new Map(slices)])))).toBe(two);
  expect(withVoxels(two, new Map([[1, roi(0, 4)]])).rois[1]?.slices.size).toBe(0);
});

test('without the active region the one before it is active; the last one stays', () => {
  const one = withoutRoi(two, 2);
  expect([one.rois.length, one.active]).toEqual([1, 1]);
  expect(withoutRoi(one, 1)).toBe(one);
});

test('a stored region comes back into its name, an empty one, or a new one', () => {
  expect(withRoiNamed(two, 'Tumour', roi(30, 1))).toMatchObject({
    active: 1,
    rois: [{ slices: roi(30, 1) }, {}],
  });
  expect(withRoiNamed(NEW_ROI_SET, 'Lesion', roi(30, 1)).rois).toEqual([
    { label: 1, name: 'Lesion', slices: roi(30, 1) },
  ]);
  expect(withRoiNamed(two, 'Lesion', roi(30, 1)).rois.map(({ name }) => name)).toEqual([
    'Tumour',
    'Node',
    'Lesion',
  ]);
});

test('an empty region with a name of its own is work, the untouched first one is not', () => {
  expect(hasWork(NEW_ROI_SET)).toBe(false);
  expect(hasWork(withName(NEW_ROI_SET, 1, 'Lesion'))).toBe(true);
  expect(hasWork(withNewRoi(NEW_ROI_SET, 'Node'))).toBe(true);
});
