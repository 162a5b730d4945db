import { matrixPoint } from '@timescope/core/frames';
import type { Network } from '@timescope/core/network';
import type { PixelRect } from '@timescope/core/raster';
import { ranNetwork } from '@timescope/core/result/ranNetwork';
import type { CompartmentMask } from '../compartments/compartmentMask';
import { STROMA, TUMOUR } from '../compartments/compartmentSource';
import type { WorkingFrame } from '../workingFrame';
import { PATCH_CLASSES, PATCH_PX } from './patchNetworks';

/** Pixels of a patch along one of the mask. Ours: 1.84 um. */
const MASK_STEP = 4;

/** Of the whole slide, other everywhere. */
export function emptyMask(frame: WorkingFrame, network: Network): CompartmentMask {
  const { card } = network;
  const [width, height] = [Math.ceil(frame.width / MASK_STEP), Math.ceil(frame.height / MASK_STEP)];
  return {
    ...{ width, height, origin: matrixPoint(0, 0) },
    values: new Uint8Array(width * height),
    matrixStep: { x: MASK_STEP * frame.matrixStep.x, y: MASK_STEP * frame.matrixStep.y },
    source: `${card.name} ${card.sha256}`,
    network: ranNetwork(network),
  };
}

/** Each pixel of the mask takes the class at its middle. */
export function addToMask(
  { width, height, values }: CompartmentMask,
  place: PixelRect,
  classes: Uint8Array,
): void {
  const codes = PATCH_CLASSES.map(name => (name === 'tumour' ? TUMOUR : name === 'stroma' ? STROMA : 0));
  const [left, upper] = [place.x / MASK_STEP, place.y / MASK_STEP];
  const cells = PATCH_PX / MASK_STEP;
  for (let y = 0; y < Math.min(cells, height - upper); y++)
    for (let x = 0; x < Math.min(cells, width - left); x++) {
      const middle = (y * MASK_STEP + MASK_STEP / 2) * PATCH_PX + x * MASK_STEP + MASK_STEP / 2;
      values[(upper + y) * width + left + x] = codes[classes[middle] ?? 0] ?? 0;
    }
}
