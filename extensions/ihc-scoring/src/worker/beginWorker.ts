import { connectWorker, type AbortableWorker, type WorkerConnection } from '@timescope/runtime/worker';

/** The file that the build puts beside this bundle; a worker from a blob would inherit the page's policy. */
export const beginWorker = <Api extends AbortableWorker>(name: string): WorkerConnection<Api> =>
  connectWorker(new Worker(new URL('./ihc-scoring.worker.js', import.meta.url), { type: 'module', name }));
