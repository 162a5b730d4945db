import type { ReportProgress } from '@timescope/core/progress';
import type { Host } from '@timescope/ohif/host';
import type { RadiologyClient } from '../worker/client';
import { cornerstoneOf } from './cornerstone';
import type { DisplayedCt } from './displayedCt';
import { hostVolume } from './hostVolume';

/** Hands the voxels of the series to the worker. */
export async function takeVolume(
  host: Host,
  worker: Pick<RadiologyClient, 'takeVolume'>,
  ct: DisplayedCt,
  { report, signal }: { report: ReportProgress; signal: AbortSignal },
): Promise<void> {
  const volume = await hostVolume(cornerstoneOf(host).cornerstone, ct, { report, signal });
  signal.throwIfAborted();
  await worker.takeVolume(ct.displaySet.SeriesInstanceUID, volume, signal);
}
