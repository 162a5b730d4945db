/**
 * Writes the crops that the demonstration networks are trained on: synthetic tumours through our own crop pipeline.
 *
 *   node models/training/run.mjs exportCrops.ts DIR train 1 1200
 *   node models/training/run.mjs exportCrops.ts DIR held-out 100001 300
 */
import type { Target } from '@timescope/core/result/predictionResult';
import { largestSlice, roiSlices } from '@timescope/extension-ct-radiomics/pipeline/largestSlice';
import type { TumourLook } from '@timescope/synthetic/ct/tumour';
import { syntheticTumourCt, type TumourCt } from '@timescope/synthetic/ct/tumourCt';
import { cropFile } from './cropFile';

const [folder = '.', name = 'train', first = '1', count = '10'] = process.argv.slice(2);
const file = cropFile(folder, name);
const labels: Record<Target, number>[] = [];
const looks: TumourLook[] = [];
for (let seed = Number(first); seed < Number(first) + Number(count); seed++)
  exportTumour(syntheticTumourCt(seed));
file.close({ labels, looks });

function exportTumour(tumour: TumourCt): void {
  const { tsr, tils, is, time } = tumour.isHigh;
  for (const slice of slicesOf(tumour)) {
    file.add(tumour.volume, tumour.mask, slice);
    labels.push({ tsr: +tsr, tils: +tils, is: +is, time: +time });
    looks.push(tumour.look);
  }
}

/** The largest slice, as in use; for training also its neighbours, as variety that costs nothing. */
function slicesOf({ volume, mask }: TumourCt): number[] {
  const largest = largestSlice(volume, mask);
  if (name !== 'train') return [largest.index];
  return roiSlices(volume, mask)
    .filter(slice => Math.abs(slice.index - largest.index) <= 1)
    .map(slice => slice.index);
}
