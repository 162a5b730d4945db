import type {
  MapOutcome,
  MapRunner,
  MapTask,
} from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapJob';
import { mapInThisThread } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapTissue';
import { crewHands, type RemoteMember } from '@timescope/runtime/crew';
import { connectThread } from '@timescope/runtime/threads';
import type { WorkerConnection } from '@timescope/runtime/worker';
import type { ThreadBegin } from '../score/pool';
import type { SlideInput } from '../slideInput';
import { openTileClassifier } from './tileNetworks';

/** A runner that holds threads. */
export interface MapPool extends MapRunner {
  /** Ends the threads, whatever they do. */
  close(): void;
}

/** The built file of a thread, beside the built command line. */
const THREAD_FILE = new URL('./mapThread.js', import.meta.url);

/**
 * Classes the tiles of an opened slide in threads of node. A plain image is in memory already and drawn areas need no
 * pixels, so both are classed in this thread.
 */
export function openMapPool(
  input: SlideInput,
  begin: ThreadBegin,
  workers: number,
  threadFile = THREAD_FILE,
): MapPool {
  const crew: WorkerConnection<RemoteMember<MapOutcome>>[] = [];
  return {
    async start(job, tasks, signal) {
      const isHere = input.kind === 'plain' || job.source.kind === 'drawn';
      const wanted = isHere ? 1 : Math.min(workers, tasks);
      if (wanted <= 1) {
        const network = await openTileClassifier(job.source, begin.models ?? '');
        return mapInThisThread(input.source, network).start(job, tasks, signal);
      }
      while (crew.length < wanted) crew.push(connectThread(threadFile, begin));
      return crewHands<MapTask, MapOutcome>(crew.slice(0, wanted), job, signal);
    },
    close: () => {
      for (const thread of crew.splice(0)) thread.close();
    },
  };
}
