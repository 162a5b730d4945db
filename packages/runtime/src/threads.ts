import { TimescopeError } from '@timescope/core/errors';
import type { Endpoint } from 'comlink';
import { parentPort, Worker, workerData, type MessagePort, type Transferable } from 'node:worker_threads';
import { connectEndpoint, serveWorker, type AbortableWorker, type WorkerConnection } from './worker';

/** Starts a thread of node from a built file; `begin` is plain data that it finds with threadBegin. */
export function connectThread<Api extends AbortableWorker>(file: URL, begin: unknown): WorkerConnection<Api> {
  const thread = new Worker(file, { workerData: begin, resourceLimits: YOUNG });
  return connectEndpoint(endpointOf(thread), brokenThread(thread), () => void thread.terminate());
}

/**
 * Megabytes for values that die young: node takes three times as much, in every thread, and a tile's images are not among
 * them. Ours.
 */
const YOUNG = { maxYoungGenerationSizeMb: 16 };

/** In the thread: what connectThread was given. */
export const threadBegin = (): unknown => workerData;

/** In the thread: offers its functions to who started it. */
export function serveThread(api: AbortableWorker): void {
  if (!parentPort) throw new Error('This file is a thread of a run, not a program of its own.');
  serveWorker(api, endpointOf(parentPort));
}

/** Messages as a browser's worker gives them. */
function endpointOf(port: Worker | MessagePort): Endpoint {
  const listeners = new Map<unknown, (data: unknown) => void>();
  return {
    postMessage: (message, transfer) => {
      port.postMessage(message, transfer as Transferable[] | undefined);
    },
    addEventListener: (_, listener) => {
      const onMessage = (data: unknown) => {
        const event = { data } as MessageEvent;
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      };
      listeners.set(listener, onMessage);
      port.on('message', onMessage);
    },
    removeEventListener: (_, listener) => {
      const onMessage = listeners.get(listener);
      if (onMessage) port.off('message', onMessage);
      listeners.delete(listener);
    },
  };
}

/** Never fulfilled. Rejects when the thread ends, for want of memory or of its file, or by an error of its own. */
function brokenThread(thread: Worker): Promise<never> {
  const broken = new Promise<never>((_, reject) => {
    const end = (why: string, cause?: unknown) => {
      reject(
        new TimescopeError('WORKER_LOST', `A worker of the run stopped (${why}); its tiles are missing.`, {
          kind: 'retryable',
          nextStep: 'Run it again; if it stops again, take fewer workers, which need less memory.',
          cause,
        }),
      );
    };
    thread.on('error', error => {
      end(error.message, error);
    });
    thread.on('exit', code => {
      end(`exit code ${String(code)}`);
    });
  });
  // Nobody may be waiting when it breaks.
  broken.catch(() => undefined);
  return broken;
}
