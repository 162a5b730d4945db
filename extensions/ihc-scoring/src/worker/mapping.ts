import type { Slide } from '@timescope/core/dicom/read/slide';
import type { PixelSource } from '@timescope/core/pixelSource';
import { handOver, type AbortableCalls } from '@timescope/runtime/worker';
import { mapInThisThread, mapTissue } from '../pipeline/tissueMap/mapTissue';
import type { MappingWorker } from './mappingRequest';
import type { FramePage } from './request';

/** The worker's answer to what the section of the tissue map asks. */
export const mapping = (
  calls: AbortableCalls,
  sourceOf: (slide: Slide, page: FramePage) => PixelSource,
): Omit<MappingWorker, 'abort'> => ({
  async mapSlide(call, slide, request, page) {
    const outcome = await calls.run(call, signal => {
      const source = sourceOf(slide, page);
      return mapTissue(source, request, {
        ...{ signal, runner: mapInThisThread(source) },
        report: progress => page.report(progress),
      });
    });
    if (outcome.kind !== 'done') return outcome;
    const { values, shares, tissuePixels, steps } = outcome.value;
    return handOver(outcome, [values.buffer, shares.buffer, tissuePixels.buffer, steps.buffer]);
  },
});
