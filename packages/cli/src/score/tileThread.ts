import { inThisThread } from '@timescope/extension-ihc-scoring/pipeline/inThisThread';
import { inSameTier } from '@timescope/extension-ihc-scoring/pipeline/sameTier';
import {
  outcomeBuffers,
  type SlideJob,
  type TileOutcome,
  type TileTask,
} from '@timescope/extension-ihc-scoring/pipeline/slideJob';
import { crewMember } from '@timescope/runtime/crew';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { serveThread, threadBegin } from '@timescope/runtime/threads';
import { openSlide, type SlideInput } from '../slideInput';
import { openNetwork } from './nuclei';
import type { ThreadBegin } from './pool';

// A thread of `timescope score`: opens the slide for itself and measures the tiles that it is given.

const { slide, options, models = '' } = threadBegin() as ThreadBegin;

let opened: Promise<SlideInput> | undefined;

/** Once for all runs of the thread; the files are given back when it ends. A slide that did not open is tried again. */
function openedSlide(): Promise<SlideInput> {
  opened ??= openSlide(slide, options).catch((thrown: unknown) => {
    opened = undefined;
    throw thrown;
  });
  return opened;
}

serveThread(
  crewMember<SlideJob, TileTask, TileOutcome>(async job => {
    const { source } = await openedSlide();
    const network = inSameTier(
      await openNetwork(job.settings.detector, models, job.tier ?? 'reference'),
      job.tier,
    );
    const runner = inThisThread(source, await loadNucleusKernels(), network);
    const [hands] = await runner.start(job, 1);
    if (!hands) throw new RangeError('A thread has one pair of hands.');
    return hands;
  }, outcomeBuffers),
);
