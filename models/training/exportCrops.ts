/**
 * Writes the crops that the demonstration network is trained on: synthetic tumours through our own crop pipeline.
 *
 *   npx esbuild models/training/exportCrops.ts --bundle --platform=node --format=esm --outfile=DIR/exportCrops.mjs
 *   node DIR/exportCrops.mjs DIR train 1 1200
 *   node DIR/exportCrops.mjs DIR held-out 100001 200
 */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { CtVolume, RoiMask } from '../../packages/core/src/volume';
import { syntheticTumourCt } from '../../packages/synthetic/src/ct/tumourCt';
import { cropSlice, DEFAULT_WINDOW, INPUT_PX } from '../../extensions/ct-radiomics/src/pipeline/crop';
import { largestSlice, roiSlices } from '../../extensions/ct-radiomics/src/pipeline/largestSlice';
import { resizeBilinear } from '../../extensions/ct-radiomics/src/pipeline/resize';

const [folder = '.', name = 'train', first = '1', count = '10'] = process.argv.slice(2);
const file = openSync(path.join(folder, `${name}.u8`), 'w');
const labels: number[] = [];
const volumes: number[] = [];
for (let seed = Number(first); seed < Number(first) + Number(count); seed++) exportVolume(seed);
closeSync(file);
writeFileSync(path.join(folder, `${name}.json`), JSON.stringify({ labels, volumes }));

function exportVolume(seed: number): void {
  const { volume, mask, tilsHigh } = syntheticTumourCt(seed);
  for (const k of slicesOf(volume, mask)) {
    const { preview } = cropSlice(volume, mask, k, { window: DEFAULT_WINDOW, margin: 0, crop: 'box' });
    writeSync(file, Uint8Array.from(resizeBilinear(preview, INPUT_PX), Math.round));
    labels.push(tilsHigh ? 1 : 0);
    volumes.push(seed);
  }
}

/** The largest slice, as in use; for training also its neighbours, as variety that costs nothing. */
function slicesOf(volume: CtVolume, mask: RoiMask): number[] {
  const largest = largestSlice(volume, mask);
  if (name !== 'train') return [largest.index];
  return roiSlices(volume, mask)
    .filter(slice => Math.abs(slice.index - largest.index) <= 1)
    .map(slice => slice.index);
}
