import { tallyPixels } from '@timescope/extension-ihc-scoring/pipeline/detection/tally.kernel';
import type { GradeThresholds } from '@timescope/extension-ihc-scoring/pipeline/intensity';
import {
  onThresholdStep,
  pixelDensities,
  pixelsAt,
} from '@timescope/extension-ihc-scoring/pipeline/pixelDensities.kernel';

/** Every step, the 32-bit floats on both sides of it, and what lies far outside. */
const values = Float32Array.from(
  Array.from({ length: 301 }, (_, k) => k / 100).flatMap(step => [
    step - 1e-7,
    step,
    step + 1e-7,
    step - 0.004,
  ]),
);
const dab = Float32Array.of(...values, -4, -0.02, -1e-9, 3.01, 12, 0);
const tile = (pixels: number) => ({
  at: { x: 0, y: 0, width: pixels, height: 1 },
  owned: { x: 0, y: 0, width: pixels, height: 1 },
  counts: Uint8Array.from({ length: pixels }, (_, k) => (k % 7 === 3 ? 0 : 1)),
  compartments: Uint8Array.from({ length: pixels }, (_, k) => k % 3),
});
const cells = Int32Array.from(dab, (_, k) => k % 2);
const isCounted = Uint8Array.of(0, 1);
const tallied = (thresholds: GradeThresholds) =>
  tallyPixels(dab, cells, isCounted, tile(dab.length), thresholds);

test('pixels by density give the tally at every step of 0.01, also for values on the steps', () => {
  const measured: GradeThresholds = [0.1, 0.3, 0.5];
  const counted = {
    ...tallied(measured),
    thresholds: measured,
    densities: pixelDensities(dab, cells, isCounted, tile(dab.length)),
  };
  for (let k = 0; k <= 300; k++) {
    const thresholds: GradeThresholds = [Math.max(0, k - 3) / 100, k / 100, Math.min(300, k + 1) / 100];
    expect(pixelsAt(counted, thresholds)).toEqual(tallied(thresholds));
  }
});

test.each([
  [0.104, 0.1],
  [0.106, 0.11],
  [-2, 0],
  [99, 3],
])('%d lies next to the step %d', (density, step) => expect(onThresholdStep(density)).toBe(step));
