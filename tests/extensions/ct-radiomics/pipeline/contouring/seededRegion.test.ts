import {
  seededRegion,
  type SeededRegionRequest,
} from '@timescope/extension-ct-radiomics/pipeline/contouring/seededRegion';
import { pixelCount } from '@timescope/core/geometry/maskRuns';
import { handMadeMask } from '../../../../harness/handMadeMasks';

type Inside = (i: number, j: number, k: number) => boolean;

/** 60 HU inside and 0 outside, with a noise of -12, 0 or 12 HU in a fixed pattern, voxels of 1 x 1 x 2 mm. */
function scan(isInside: Inside) {
  const { values, size, placement } = handMadeMask([40, 40, 9], isInside, [1, 1, 2]);
  const hu = Int16Array.from(values, (inside, at) => 60 * inside + 12 * (((at * 7919) % 3) - 1));
  return { hu, size, placement };
}

const ball: Inside = (i, j, k) => (i - 20) ** 2 + (j - 20) ** 2 + (2 * (k - 4)) ** 2 <= 64;
const request: SeededRegionRequest = { seed: [20, 20, 4], tolerance: 2, reachMm: 15, onOneSlice: false };

const voxels = ({ slices }: ReturnType<typeof seededRegion>) =>
  [...slices.values()].reduce((sum, runs) => sum + pixelCount(runs), 0);

test('a ball of 8 mm in noise is found to within a rim of one pixel, without holes, and does not leak', () => {
  const { values } = handMadeMask([40, 40, 9], ball, [1, 1, 2]);
  const truth = values.reduce((sum, value) => sum + value, 0);
  const region = seededRegion(scan(ball), request);
  expect(region.leaks).toBe(0);
  expect(Math.abs(voxels(region) - truth) / truth).toBeLessThan(0.15);
  expect([...region.slices.keys()].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('a ball that hangs on a vessel leaks: nothing of it is given', () => {
  const region = seededRegion(
    scan((i, j, k) => ball(i, j, k) || (Math.abs(j - 20) < 4 && k === 4)),
    request,
  );
  expect(region.leaks).toBeGreaterThan(0);
  expect(region.slices.size).toBe(0);
});

test('on one slice nothing else is touched, wherever the ball goes on', () => {
  expect([...seededRegion(scan(ball), { ...request, onOneSlice: true }).slices.keys()]).toEqual([4]);
});

test('the answer is the same when the reach goes beyond the scan', () => {
  expect(voxels(seededRegion(scan(ball), { ...request, reachMm: 100 }))).toBe(
    voxels(seededRegion(scan(ball), request)),
  );
});

test('without noise the range is at least 10 HU to either side', () => {
  const { size, placement } = handMadeMask([40, 40, 9], () => false, [1, 1, 2]);
  const hu = Int16Array.from({ length: 40 * 40 * 9 }, () => 40);
  expect(seededRegion({ hu, size, placement }, request).rangeHu).toEqual({ low: 30, high: 50 });
});

test('a click outside the scan is refused', () => {
  expect(() => seededRegion(scan(ball), { ...request, seed: [40, 0, 0] })).toThrow('outside the CT');
});
