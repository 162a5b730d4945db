import type { Network, Tensor } from '@timescope/core/network';
import { predictTargets } from '@timescope/extension-ct-radiomics/pipeline/predict';
import { fixedNetwork } from '../../../harness/fixedNetwork';
import { handMadeCt, handMadeRoi } from '../../../harness/handMadeCt';

const SIDE = 224;
const CELLS = 7;

/** A network that marks what is bright: each of the 7 x 7 cells holds the mean of the pixels it sees, above -2. */
const brightness: Network = {
  ...fixedNetwork('tils', 0.75),
  run: (input: Tensor) => {
    const cam = new Float32Array(2 * CELLS * CELLS);
    for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
      const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)];
      const cell = Math.floor((y * CELLS) / SIDE) * CELLS + Math.floor((x * CELLS) / SIDE);
      cam[CELLS * CELLS + cell] =
        (cam[CELLS * CELLS + cell] ?? 0) + ((input.values[pixel] ?? 0) + 2.2) / (SIDE / CELLS) ** 2;
    }
    return Promise.resolve({
      probability: { shape: [1, 2], values: Float32Array.from([0.25, 0.75]) },
      cam: { shape: [1, 2, CELLS, CELLS], values: cam },
    });
  },
};

/** A spot of 240 HU in a tumour of 0 HU: columns 32 to 37, rows 36 to 41 of the slice, near the upper left corner. */
const spot = { left: 32, top: 36, side: 6 } as const;
const isSpot = (i: number, j: number) =>
  i >= spot.left && i < spot.left + spot.side && j >= spot.top && j < spot.top + spot.side;
const ct = handMadeCt([100, 90, 3], (i, j, k) => (k === 1 && isSpot(i, j) ? 240 : 0));
const roi = handMadeRoi(ct, (i, j, k) => k === 1 && i >= 30 && i < 80 && j >= 35 && j < 65);

test.each([
  ['box', 0],
  ['box', 10],
  ['box', 20],
  ['masked', 0],
] as const)('the map of a hot spot lies on it: %s crop, margin %i', async (crop, margin) => {
  const { maps } = await predictTargets(
    ct,
    roi,
    { tils: brightness },
    { crop, margin },
    { softwareVersion: 't' },
  );
  const { box, values, slice } = maps.tils ?? { box: undefined, values: new Float32Array(), slice: -1 };
  if (!box) throw new Error('There is no map.');
  expect(slice).toBe(1);
  const hottest = values.indexOf(Math.max(...values));
  const [column, row] = [box.x + (hottest % box.width), box.y + Math.floor(hottest / box.width)];
  // A cell of the coarse map is wider than the spot: its centre lies at most half a cell away.
  const tolerance = Math.max(box.width, box.height) / CELLS / 2 + spot.side / 2;
  const [x, y] = [spot.left + spot.side / 2, spot.top + spot.side / 2];
  expect(Math.abs(column + 0.5 - x)).toBeLessThanOrEqual(tolerance);
  expect(Math.abs(row + 0.5 - y)).toBeLessThanOrEqual(tolerance);
  // The spot lies far enough from the middle that a mirrored or an upside-down map would miss it.
  expect(Math.abs(box.x + box.width / 2 - x)).toBeGreaterThan(tolerance);
  expect(Math.abs(box.y + box.height / 2 - y)).toBeGreaterThan(tolerance);
});
