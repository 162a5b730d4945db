import { onGrid } from '@timescope/core/geometry/maskOnGrid';
import type { RoiMask } from '@timescope/core/volume';
import { handMadeCt, handMadeRoi } from '../../harness/handMadeCt';
import { refusal } from '../../harness/refusal';

const ct = handMadeCt([3, 4, 2], undefined, [1, 2, 5]);
const roi = handMadeRoi(ct, (i, j, k) => i === 0 && j === 1 && k === 1);

test('a mask on the same grid stays as it is', () => {
  expect(onGrid(roi, ct).values).toEqual(roi.values);
});

test('a mask whose rows are stored from the bottom is turned round', () => {
  const upsideDown: RoiMask = {
    ...handMadeRoi(ct, (i, j, k) => i === 0 && j === 2 && k === 1),
    placement: { ...ct.placement, originMm: [0, 6, 0], column: [0, -1, 0] },
  };
  expect(onGrid(upsideDown, ct)).toEqual(roi);
});

test('a mask whose slowest axis is x is put in the order of the CT', () => {
  const turned = handMadeRoi(handMadeCt([2, 4, 3]), (i, j, k) => i === 1 && j === 1 && k === 0);
  const placement = {
    ...ct.placement,
    row: [0, 0, 1] as const,
    slice: [1, 0, 0] as const,
    spacingMm: { x: 5, y: 2 } as typeof ct.placement.spacingMm,
  };
  expect(onGrid({ ...turned, placement }, ct)).toEqual(roi);
});

test('a mask of the right size in another place is refused', () => {
  const elsewhere = { ...roi, placement: { ...ct.placement, originMm: [0, 0, 5] as const } };
  expect(refusal(() => onGrid(elsewhere, ct))).toBe('GEOMETRY');
});
