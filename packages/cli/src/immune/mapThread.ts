import type { MapJob, MapOutcome, MapTask } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapJob';
import { mapWorker } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapWorker';
import { crewMember } from '@timescope/runtime/crew';
import { serveThread, threadBegin } from '@timescope/runtime/threads';
import type { ThreadBegin } from '../score/pool';
import { openSlide, type SlideInput } from '../slideInput';
import { openTileClassifier } from './tileNetworks';

// A thread of `timescope immune`: opens the slide for itself and classes the tiles that it is given.

const { slide, options, models = '' } = threadBegin() as ThreadBegin;

let opened: Promise<SlideInput> | undefined;

/** Once for all runs of the thread; the files are given back when it ends. */
function openedSlide(): Promise<SlideInput> {
  opened ??= openSlide(slide, options);
  return opened;
}

serveThread(
  crewMember<MapJob, MapTask, MapOutcome>(
    async job => mapWorker((await openedSlide()).source, job, await openTileClassifier(job.source, models)),
    ({ shares, tissuePixels }) => [shares.buffer, tissuePixels.buffer],
  ),
);
