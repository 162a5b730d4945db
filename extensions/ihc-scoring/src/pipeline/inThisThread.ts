import type { FasterKernels } from '@timescope/core/nucleusKernels';
import type { PixelSource } from '@timescope/core/pixelSource';
import { nucleusKernels } from './detection/typescriptKernels';
import { tileMeasurer } from './measureTile';
import type { TileRunner } from './slideJob';

/** Measures all tiles in the thread that asks. */
export function inThisThread(source: PixelSource, faster?: FasterKernels): TileRunner {
  const kernels = nucleusKernels(faster);
  return {
    workers: 1,
    engine: kernels.engine,
    start: (job, _, signal) => Promise.resolve([tileMeasurer(source, job, kernels, signal)]),
  };
}
