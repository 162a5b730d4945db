import {
  changedSlices,
  greatestSlice,
  NO_ROI,
  roiMask,
  roiVoxels,
  unionOf,
} from '../../../../extensions/ct-radiomics/src/services/roiSlices';
import { millimetres } from '@timescope/core/units';

const grid = {
  size: [4, 2, 3] as const,
  placement: {
    originMm: [0, 0, 0] as const,
    row: [1, 0, 0] as const,
    column: [0, 1, 0] as const,
    slice: [0, 0, 5] as const,
    spacingMm: { x: millimetres(1), y: millimetres(1) },
  },
};
const runs = (...pairs: number[]) => Uint32Array.from(pairs);

test('two voxels on slice 1 and three on slice 2 are five', () => {
  expect(
    roiVoxels(
      new Map([
        [1, runs(0, 2)],
        [2, runs(5, 3)],
      ]),
    ),
  ).toBe(5);
});

test('the mask has the voxels at their place in the volume', () => {
  const { values } = roiMask(new Map([[1, runs(3, 2)]]), grid);
  expect([...values]).toEqual([
    ...Array<number>(8).fill(0),
    0,
    0,
    0,
    1,
    1,
    0,
    0,
    0,
    ...Array<number>(8).fill(0),
  ]);
});

test('the union of overlapping outlines counts each voxel once', () => {
  const union = unionOf(
    new Map([[0, runs(0, 3)]]),
    new Map([
      [0, runs(2, 3)],
      [1, runs(7, 1)],
    ]),
    grid,
  );
  expect([...(union.get(0) ?? [])]).toEqual([0, 5]);
  expect(roiVoxels(union)).toBe(6);
});

test('a slice that was emptied is a change', () => {
  const before = new Map([
    [0, runs(0, 3)],
    [2, runs(1, 1)],
  ]);
  expect([...changedSlices(before, new Map([[0, runs(0, 3)]])).keys()]).toEqual([2]);
  expect(changedSlices(NO_ROI, NO_ROI).size).toBe(0);
});

test('of slices with 2, 3 and 3 voxels the lower one with 3 is the greatest', () => {
  const roi = new Map([
    [2, runs(5, 3)],
    [0, runs(0, 2)],
    [1, runs(1, 3)],
  ]);
  expect(greatestSlice(roi)).toBe(1);
  expect(greatestSlice(NO_ROI)).toBeUndefined();
});
