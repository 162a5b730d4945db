import type { NucleusKernels } from '@timescope/core/nucleusKernels';
import type { RgbRaster } from '@timescope/core/raster';
import { tileBuffers } from '@timescope/extension-ihc-scoring/pipeline/detection/tileBuffers';
import { nucleusKernels } from '@timescope/extension-ihc-scoring/pipeline/detection/typescriptKernels';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { scoreTile } from '@timescope/extension-ihc-scoring/pipeline/scoreTile';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { makeField } from '@timescope/synthetic/field/field';
import { scannerField } from '@timescope/synthetic/field/fieldSpec';
import sharp from 'sharp';
import { sharedData, testOnRealData } from '../../harness/sharedData';

const detectors = [presets['h-score'].detector, presets['qupath-positive-cell-detection'].detector];

/** Everything that a tile gives, cells and tally, by either detector. */
function scored(rgb: RgbRaster, kernels: NucleusKernels) {
  const { width, height } = rgb;
  const at = { x: 12_345, y: 6_789, width, height };
  const buffers = tileBuffers(kernels, width * height);
  const counts = new Uint8Array(width * height).fill(1);
  const tile = { rgb, at, owned: at, counts, inTissue: counts, compartments: new Uint8Array(width * height) };
  return detectors.map(detector => {
    const settings = {
      detector,
      measured: 'nucleus',
      gradeThresholds: [0.1, 0.3, 0.5],
      cellExpansionUm: 5,
      tables: stainTables({ white: [255, 255, 255], vectors: RUIFROK_H_DAB }),
      matrixStep: { x: 2.17, y: 2.17 },
    } as const;
    return scoreTile(tile, settings, kernels, buffers);
  });
}

async function expectSameCells(rgb: RgbRaster): Promise<void> {
  const compiled = await loadNucleusKernels();
  const fast = scored(rgb, nucleusKernels(compiled));
  expect(compiled?.engine).toBe('typescript + wasm-simd');
  expect(fast.map(({ cells }) => cells.count).every(count => count > 20)).toBe(true);
  expect(fast).toEqual(scored(rgb, nucleusKernels()));
}

test('a generated field has the same cells and tally, compiled or in TypeScript', async () => {
  await expectSameCells(makeField({ ...scannerField, sizeUm: 160, mpp: 0.5 }).rgb);
}, 60_000);

testOnRealData(
  'a real slide has the same cells and tally, compiled or in TypeScript',
  async () => {
    const file = sharedData('ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png');
    const scaled = sharp(file).removeAlpha().resize(1000, 1000, { kernel: 'linear' });
    const part = scaled.extract({ left: 301, top: 407, width: 331, height: 293 });
    await expectSameCells({ width: 331, height: 293, values: new Uint8Array(await part.raw().toBuffer()) });
  },
  60_000,
);
