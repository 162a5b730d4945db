import type { FasterKernels, KernelMemory, NucleusKernels } from '@timescope/core/nucleusKernels';
import { subtractBackground } from './background.kernel';
import { climbToPeaks, keepBasins } from './basins.kernel';
import { laplacianOfBlur } from './blur.kernel';
import { squaredDistance } from './distance.kernel';
import { growLabels } from './grow.kernel';
import { fillHoles } from './holes.kernel';
import { membraneBands } from './membrane.kernel';
import { outlines } from './outlines.kernel';
import { areas, fillNotches, keepLabels, measureLabels, refineMask, relabel } from './regions.kernel';
import { resampleRgb } from '../resample.kernel';
import { ringMeans } from './ringMeans.kernel';
import { splitByShape } from './split.kernel';
import { stainImages } from './stainImages.kernel';
import { tallyPixels } from './tally.kernel';

/**
 * Every operation: those of `faster` where it has them, the TypeScript twins for the rest. Without `faster` all run in
 * TypeScript, slower and with the same bits.
 */
export function nucleusKernels(faster?: FasterKernels): NucleusKernels {
  return { ...typescriptKernels, ...ordinaryMemory, ...faster };
}

const typescriptKernels = {
  engine: 'typescript',
  resampleRgb,
  stainImages,
  subtractBackground,
  laplacianOfBlur,
  climbToPeaks,
  keepBasins,
  fillHoles,
  squaredDistance,
  splitByShape,
  refineMask,
  fillNotches,
  relabel,
  areas,
  measureLabels,
  ringMeans,
  keepLabels,
  growLabels,
  membraneBands,
  tallyPixels,
  outlines,
} as const satisfies Omit<NucleusKernels, keyof KernelMemory>;

/** The twins read any array, so there is nothing to share. */
const ordinaryMemory: KernelMemory = {
  reset: () => undefined,
  floats: length => new Float32Array(length),
  ints: length => new Int32Array(length),
  bytes: length => new Uint8Array(length),
};
