import type { Slide } from '@timescope/core/dicom/read/slide';
import { fetchFrame } from '@timescope/ohif/dataSourceFrames';
import type { Host } from '@timescope/ohif/host';
import { settled } from '@timescope/runtime/worker';
import type { FramePage } from '../worker/request';

/** A slide's frames for a worker, fetched with the host's server and log-in until the signal says stop. */
export function framesOf(host: Host, slide: Slide, signal: AbortSignal): FramePage {
  const series = { studyInstanceUID: slide.studyInstanceUid, seriesInstanceUID: slide.seriesInstanceUid };
  return {
    fetchFrame: (sopInstanceUID, frameNumber) =>
      settled(fetchFrame(host, series, { sopInstanceUID, frameNumber }, { signal })),
  };
}
