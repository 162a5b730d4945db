import type { Network } from '@timescope/core/network';
import type { FasterKernels } from '@timescope/core/nucleusKernels';
import type { PixelSource } from '@timescope/core/pixelSource';
import { ranNetwork } from '@timescope/core/result/ranNetwork';
import { nucleusKernels } from './detection/typescriptKernels';
import { tileMeasurer } from './measureTile';
import type { TileRunner } from './slideJob';

/**
 * Measures all tiles in the thread that asks.
 * @param network Finds the nuclei of jobs that ask for it.
 */
export function inThisThread(source: PixelSource, faster?: FasterKernels, network?: Network): TileRunner {
  const kernels = nucleusKernels(faster);
  return {
    workers: 1,
    engine: network ? `${kernels.engine}; ${network.engine}` : kernels.engine,
    ...(network && { network: ranNetwork(network) }),
    start: (job, _, signal, onShare) =>
      Promise.resolve([tileMeasurer(source, job, { kernels, network, onShare }, signal)]),
  };
}
