import type { Network } from '@timescope/core/network';
import { inThisThread } from '@timescope/extension-ihc-scoring/pipeline/inThisThread';
import type { TileOutcome, TileRunner, TileTask } from '@timescope/extension-ihc-scoring/pipeline/slideJob';
import { crewHands, type RemoteMember } from '@timescope/runtime/crew';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { connectThread } from '@timescope/runtime/threads';
import type { WorkerConnection } from '@timescope/runtime/worker';
import os from 'node:os';
import type { SlideOptions } from '../slide/slideOptions';
import type { SlideInput } from '../slideInput';

/** What a thread needs to open the slide for itself. */
export interface ThreadBegin {
  readonly slide: string;
  readonly options: SlideOptions | number | undefined;
  /** Folder that holds the models, where a network may find the nuclei. */
  readonly models?: string;
}

/** A runner that holds threads. */
export interface Pool extends TileRunner {
  /** Ends the threads, whatever they do. */
  close(): void;
}

export interface PoolOptions {
  /** Finds the nuclei in this thread; the other threads open it for themselves. */
  readonly network?: Network | undefined;
  readonly threadFile?: URL;
}

/** How many tiles are measured at the same time unless the user says otherwise. */
export const usualWorkers = (): number => os.availableParallelism();

/** The built file of a thread, beside the built command line. */
const THREAD_FILE = new URL('./tileThread.js', import.meta.url);

/**
 * Measures the tiles of an opened slide in threads of node. A plain image is in memory already, so its tiles are measured
 * in this thread, as are those of a run with one worker or one tile.
 */
export async function openPool(
  input: SlideInput,
  begin: ThreadBegin,
  workers: number,
  { network, threadFile = THREAD_FILE }: PoolOptions = {},
): Promise<Pool> {
  const here = inThisThread(input.source, await loadNucleusKernels(), network);
  const crew: WorkerConnection<RemoteMember<TileOutcome>>[] = [];
  const most = input.kind === 'plain' ? 1 : workers;
  return {
    workers: most,
    engine: here.engine,
    ...(here.network && { network: here.network }),
    start(job, tiles, signal, onShare) {
      const wanted = Math.min(most, tiles);
      if (wanted <= 1) return here.start(job, tiles, signal, onShare);
      while (crew.length < wanted) crew.push(connectThread(threadFile, begin));
      return crewHands<TileTask, TileOutcome>(crew.slice(0, wanted), job, signal);
    },
    close: () => {
      for (const thread of crew.splice(0)) thread.close();
    },
  };
}
