import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PredictionResult } from '@timescope/core/result/predictionResult';
import { demoCtTruth } from '@timescope/synthetic/demoStudies';
import { timescope } from '../../harness/commandLine';
import { demoStudies } from '../../harness/demoStudies';

const MINUTES = 600_000;

let folder: string;
beforeAll(async () => {
  folder = await demoStudies();
}, MINUTES);

test(
  'predict on the demo CT finds the slice in which the true tumour is largest, with its area',
  async () => {
    const { size, values, placement } = await demoCtTruth(folder);
    const plane = size[0] * size[1];
    const voxels = Array.from({ length: size[2] }, (_, k) =>
      values.subarray(k * plane, (k + 1) * plane).reduce((sum, value) => sum + value, 0),
    );
    const most = Math.max(...voxels);
    const out = await mkdtemp(path.join(tmpdir(), 'timescope-truth-'));
    try {
      const roi = path.join(folder, 'truth/ct-tumour.nii');
      const printed = await timescope(
        'predict',
        path.join(folder, 'ct'),
        '--roi',
        roi,
        '--out',
        out,
        '--json',
      );
      const { slice } = JSON.parse(printed) as PredictionResult;
      expect(most).toBeGreaterThan(100);
      expect(voxels[slice.index]).toBe(most);
      expect(voxels.filter(count => count === most)).toHaveLength(1);
      expect(slice.areaMm2).toBeCloseTo(most * placement.spacingMm.x * placement.spacingMm.y, 2);
    } finally {
      await rm(out, { recursive: true });
    }
  },
  MINUTES,
);
