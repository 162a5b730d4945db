import { agreementOf } from '@timescope/core/geometry/agreement/agreement';
import { handMadeMask } from '../../../harness/handMadeMasks';
import { refusal } from '../../../harness/refusal';

const GRID = [9, 9, 5] as const;
/** 3 x 3 voxels on slice 2, and the same two rows longer. */
const square = handMadeMask(GRID, (i, j, k) => k === 2 && i >= 2 && i < 5 && j >= 2 && j < 5);
const oblong = handMadeMask(GRID, (i, j, k) => k === 2 && i >= 2 && i < 5 && j >= 2 && j < 7);

test('9 voxels inside 15: Dice 2 x 9 / 24, Hausdorff 2 mm, volumes 45 and 75 mm3', () => {
  const said = agreementOf(square, oblong);
  expect(said.dice).toBe(0.75);
  expect(said.voxels).toEqual({ a: 9, b: 15, shared: 9 });
  expect(said.hausdorffMm).toBe(2);
  expect(said.volumeMm3).toEqual({ a: 45, b: 75, difference: -30, differencePercent: -50 });
});

test('distances of the rims: 1 of 8 lies 1 mm away, of 12 two lie 1 mm and three 2 mm away', () => {
  const { surface, meanSurfaceDistanceMm } = agreementOf(square, oblong);
  expect(surface.aToB).toEqual({ voxels: 8, maxMm: 1, p95Mm: 0, meanMm: 1 / 8 });
  expect(surface.bToA).toEqual({ voxels: 12, maxMm: 2, p95Mm: 2, meanMm: 8 / 12 });
  expect(meanSurfaceDistanceMm).toBeCloseTo((1 / 8 + 8 / 12) / 2, 12);
});

test('of 40 distances the 95 % percentile is the 38th, HD95 the mean of both directions, the larger stands beside it', () => {
  // A row of 40 voxels; the second reader marks its first voxel only: distances 0 to 39 mm one way, 0 the other.
  const row = handMadeMask([40, 1, 1], () => true);
  const { region } = agreementOf(
    row,
    handMadeMask([40, 1, 1], i => i === 0),
  );
  expect(region.aToB.p95Mm).toBe(37);
  expect(region.bToA.p95Mm).toBe(0);
  expect(region.hd95Mm).toBe(18.5);
  expect(region.hd95LargerMm).toBe(37);
});

test('a shift by one slice counts its 5 mm, one by columns of 0.5 mm half a millimetre', () => {
  const block = (di: number, dk: number) =>
    handMadeMask(
      [12, 12, 8],
      (i, j, k) => inBlock(i - di) && inBlock(j) && k >= 2 + dk && k < 5 + dk,
      [0.5, 1, 5],
    );
  expect(agreementOf(block(0, 0), block(0, 1)).hausdorffMm).toBe(5);
  expect(agreementOf(block(0, 0), block(1, 0)).hausdorffMm).toBe(0.5);
  expect(agreementOf(block(0, 0), block(1, 1)).hausdorffMm).toBeCloseTo(Math.sqrt(25.25), 12);
});

const inBlock = (at: number) => at >= 3 && at < 8;

test('equal ROIs agree fully, also single voxels; ROIs apart have Dice 0 and a distance', () => {
  const one = (at: number) => handMadeMask([6, 6, 3], (i, j, k) => i === at && j === at && k === 1);
  expect(agreementOf(square, square)).toMatchObject({
    dice: 1,
    hausdorffMm: 0,
    hd95Mm: 0,
    meanSurfaceDistanceMm: 0,
  });
  expect(agreementOf(one(2), one(2))).toMatchObject({ dice: 1, hausdorffMm: 0 });
  const apart = agreementOf(one(0), one(3));
  expect(apart.dice).toBe(0);
  expect(apart.hausdorffMm).toBeCloseTo(Math.sqrt(18), 12);
});

test('a hole that one reader left out counts: from its middle to the rim of the ring, and surface to surface', () => {
  const inDisc = (i: number, j: number, k: number) => k === 1 && i >= 1 && i < 8 && j >= 1 && j < 8;
  const disc = handMadeMask([9, 9, 3], inDisc);
  const ring = handMadeMask([9, 9, 3], (i, j, k) => inDisc(i, j, k) && !(i >= 2 && i < 7 && j >= 2 && j < 7));
  const said = agreementOf(disc, ring);
  // The middle (4, 4) lies 3 mm from the ring; the ring has no voxel off the outer rim.
  expect(said.region.hausdorffMm).toBe(3);
  expect(said.surface.hausdorffMm).toBe(0);
});

test('who is called A changes signs and names only', () => {
  const [ab, ba] = [agreementOf(square, oblong), agreementOf(oblong, square)];
  expect(ba.hd95Mm).toBe(ab.hd95Mm);
  expect(ba.surface.aToB).toEqual(ab.surface.bToA);
  expect(ba.volumeMm3.difference).toBe(-ab.volumeMm3.difference);
  expect(ba.largestSlice.diceOnSliceOfA).toBe(ab.largestSlice.diceOnSliceOfB);
});

test('largest slices: areas, how far apart they lie, and Dice on either', () => {
  const tall = handMadeMask(GRID, (i, j, k) => i < 2 && j < (k === 3 ? 3 : 2) && k > 0);
  const low = handMadeMask(GRID, (i, j, k) => i < 2 && j < (k === 1 ? 4 : 2) && k > 0);
  expect(agreementOf(tall, low).largestSlice).toEqual({
    a: { index: 3, areaMm2: 6 },
    b: { index: 1, areaMm2: 8 },
    isSameSlice: false,
    slicesApart: 2,
    apartMm: 10,
    areaDifferenceMm2: -2,
    areaDifferencePercent: -400 / 14,
    diceOnSliceOfA: 8 / 10,
    diceOnSliceOfB: 8 / 12,
  });
});

test('a mask whose rows are stored from the bottom is the same mask', () => {
  const [nx, ny] = GRID;
  const { placement } = oblong;
  const turned = {
    ...handMadeMask(GRID, (i, j, k) => oblong.values[(k * ny + (ny - 1 - j)) * nx + i] === 1),
    placement: { ...placement, originMm: [0, ny - 1, 0] as const, column: [0, -1, 0] as const },
  };
  expect(agreementOf(square, turned)).toEqual(agreementOf(square, oblong));
});

test('other grids, tilted slices and empty ROIs are refused in one sentence that names the ROI', () => {
  const shifted = { ...square, placement: { ...square.placement, originMm: [0, 0, 1] as const } };
  expect(() => agreementOf(square, shifted)).toThrow(
    'The second ROI does not lie on the grid of the first: its corners lie up to 1.00 mm away.',
  );
  expect(() =>
    agreementOf(
      square,
      handMadeMask([9, 9, 4], () => true),
    ),
  ).toThrow('it has 9 x 9 x 4 voxels, the first 9 x 9 x 5');
  expect(() =>
    agreementOf(
      square,
      handMadeMask(GRID, () => false),
    ),
  ).toThrow('The second ROI holds no voxel.');
  const tilted = { ...square, placement: { ...square.placement, slice: [0, 1, 5] as const } };
  expect(refusal(() => agreementOf(tilted, tilted))).toBe('GEOMETRY');
});
