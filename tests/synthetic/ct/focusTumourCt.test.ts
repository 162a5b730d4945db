import { roc } from '@timescope/core/statistics/diagnostics/roc';
import { largestSlice } from '@timescope/extension-ct-radiomics/pipeline/largestSlice';
import { focusTumourCt, type FocusTumourCt } from '@timescope/synthetic/ct/focusTumourCt';

const tumours = Array.from({ length: 24 }, (_, seed) => focusTumourCt(seed + 1));
const [high, low] = [true, false].map(isHigh => tumours.filter(one => one.isHigh === isHigh)) as [
  FocusTumourCt[],
  FocusTumourCt[],
];

/** HU of the largest slice where a mask is set. */
function huWithin({ volume, mask }: FocusTumourCt, { values }: FocusTumourCt['mask']): number[] {
  const plane = volume.size[0] * volume.size[1];
  const start = largestSlice(volume, mask).index * plane;
  const hu = volume.hu.subarray(start, start + plane);
  return Array.from(hu).filter((_, voxel) => values[start + voxel] === 1);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('about half of the tumours are high, and these alone have a focus', () => {
  expect(high.length).toBeGreaterThan(7);
  expect(low.length).toBeGreaterThan(7);
  for (const { isHigh, focus } of tumours) expect(focus.values.includes(1)).toBe(isHigh);
});

test('the focus lies within the tumour, is 11 to 14 mm wide on the largest slice and as bright as 150 HU', () => {
  for (const tumour of high) {
    const { mask, focus, volume } = tumour;
    expect(focus.values.every((value, voxel) => value === 0 || mask.values[voxel] === 1)).toBe(true);
    const hu = huWithin(tumour, focus);
    const { x, y } = volume.placement.spacingMm;
    const widthMm = 2 * Math.sqrt((hu.length * x * y) / Math.PI);
    expect(widthMm).toBeGreaterThan(10.5);
    expect(widthMm).toBeLessThan(14.5);
    expect(mean(hu)).toBeGreaterThan(140);
    expect(mean(hu)).toBeLessThan(155);
  }
});

test('neither the mean of the tumour nor its brightest voxels tell the classes apart', () => {
  const areaUnder = (of: (values: number[]) => number) => {
    const said = roc(
      tumours.map(one => of(huWithin(one, one.mask))),
      tumours.map(({ isHigh }) => isHigh),
    );
    return said.kind === 'computed' ? said.auc.value : NaN;
  };
  const brightest = (values: number[]) => mean(values.toSorted((a, b) => b - a).slice(0, 20));
  for (const of of [mean, brightest]) {
    expect(areaUnder(of)).toBeGreaterThan(0.3);
    expect(areaUnder(of)).toBeLessThan(0.7);
  }
});

test('the same seed gives the same voxels', () => {
  const [first, again] = [7, 7].map(seed => Buffer.from(focusTumourCt(seed).volume.hu.buffer));
  expect(again && first?.equals(again)).toBe(true);
});
