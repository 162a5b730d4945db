import type { Slide } from '@timescope/core/dicom/read/slide';
import { ranIn } from '@timescope/core/network';
import type { PixelSource } from '@timescope/core/pixelSource';
import type { Progress } from '@timescope/core/progress';
import type { Fetching } from '@timescope/runtime/fetchFile';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { handOver, type AbortableCalls } from '@timescope/runtime/worker';
import { inThisThread } from '../pipeline/inThisThread';
import { proposeTils } from '../pipeline/immune/proposeTils';
import { SMALL_TILES } from '../pipeline/tilePlan';
import { mapInThisThread, mapTissue } from '../pipeline/tissueMap/mapTissue';
import { tileClassifier } from '../pipeline/tissueMap/tileNetwork';
import type { TileClassifier, TissueSource } from '../pipeline/tissueMap/tissueSource';
import type { MappingWorker } from './mappingRequest';
import { networkOfRun } from './networkFor';
import type { FramePage } from './request';

/** The worker's answer to what the section of the tissue map asks. */
export const mapping = (
  calls: AbortableCalls,
  sourceOf: (slide: Slide, page: FramePage) => PixelSource,
): Omit<MappingWorker, 'abort'> => ({
  proposeTils: (call, slide, request, page) =>
    calls.run(call, async signal => {
      const source = sourceOf(slide, page);
      return proposeTils(source, request, {
        ...{ signal, tiling: SMALL_TILES },
        runner: inThisThread(source, await loadNucleusKernels()),
        report: progress => page.report(progress),
      });
    }),

  async mapSlide(call, slide, request, page) {
    const outcome = await calls.run(call, async signal => {
      const source = sourceOf(slide, page);
      const context = { signal, report: (progress: Progress) => page.report(progress) };
      const { tissue, classifier } = await opened(request.source, context);
      return mapTissue(
        source,
        { ...request, source: tissue },
        {
          ...context,
          runner: mapInThisThread(source, classifier),
        },
      );
    });
    if (outcome.kind !== 'done') return outcome;
    const { values, shares, tissuePixels, steps } = outcome.value;
    return handOver(outcome, [values.buffer, shares.buffer, tissuePixels.buffer, steps.buffer]);
  },
});

async function opened(
  tissue: TissueSource,
  fetching: Fetching,
): Promise<{ readonly tissue: TissueSource; readonly classifier?: TileClassifier }> {
  if (tissue.kind !== 'network') return { tissue };
  const network = await networkOfRun({ ...tissue, modelVersion: tissue.version }, fetching);
  return { tissue: { ...tissue, ran: ranIn(network) }, classifier: tileClassifier(network) };
}
