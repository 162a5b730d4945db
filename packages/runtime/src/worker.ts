import {
  TimescopeError,
  messageOf,
  type ErrorCode,
  type ErrorFields,
  type ErrorKind,
} from '@timescope/core/errors';
import { expose, proxy, transfer, wrap, type Endpoint, type Remote } from 'comlink';

/** An error as it crosses a worker: structured clone drops the fields of our errors. */
export interface PlainError {
  readonly message: string;
  readonly code?: ErrorCode;
  readonly kind?: ErrorKind;
  readonly nextStep?: string;
  readonly fields?: ErrorFields;
}

export type Settled<Value> =
  { readonly kind: 'done'; readonly value: Value } | { readonly kind: 'failed'; readonly error: PlainError };

/** What every worker of ours offers: a call that began may be ended by its number. */
export interface AbortableWorker {
  abort(call: number): void;
}

/** In the worker: offers its functions to who started it, or to the other end of a channel. */
export function serveWorker(api: AbortableWorker, endpoint?: Endpoint): void {
  expose(api, endpoint);
}

/** On the page: functions that a worker may call back; they stay on the page, each answer is a promise over there. */
export const callbacks = <Functions extends object>(functions: Functions): Functions => proxy(functions);

/** Moves the value's buffers to the other side instead of copying them; they are empty here afterwards. */
export const handOver = <Value extends object>(value: Value, buffers: readonly Transferable[]): Value =>
  transfer(value, [...buffers]);

/** In the worker: runs calls that the page may abort, and brings their errors over whole. */
export class AbortableCalls implements AbortableWorker {
  private readonly running = new Map<number, AbortController>();

  async run<Value>(call: number, work: (signal: AbortSignal) => Promise<Value>): Promise<Settled<Value>> {
    const controller = new AbortController();
    this.running.set(call, controller);
    try {
      return await settled(work(controller.signal));
    } finally {
      this.running.delete(call);
    }
  }

  abort(call: number): void {
    this.running.get(call)?.abort();
  }
}

/** The outcome of a promise as plain data, so that its error crosses whole, in either direction. */
export async function settled<Value>(work: Promise<Value>): Promise<Settled<Value>> {
  try {
    return { kind: 'done', value: await work };
  } catch (thrown) {
    return { kind: 'failed', error: plainError(thrown) };
  }
}

/** @throws the error that crossed */
export function valueOf<Value>(outcome: Settled<Value>): Value {
  if (outcome.kind === 'failed') throw errorFromPlain(outcome.error);
  return outcome.value;
}

export interface WorkerConnection<Api extends AbortableWorker> {
  /**
   * Sends one call and waits for its answer.
   * @throws the signal's reason after an abort, TimescopeError for what went wrong in the worker, MISSING_BUNDLE when
   *   the worker's file could not be loaded.
   */
  call<Value>(
    send: (api: Remote<Api>, call: number) => Promise<Settled<Value>>,
    signal?: AbortSignal,
  ): Promise<Value>;
  /** Never fulfilled; rejects when the worker is gone, also while nothing is asked of it. */
  readonly broken: Promise<never>;
  close(): void;
}

/** On the page: starts a worker from a file of ours beside the bundle. */
export function connectWorker<Api extends AbortableWorker>(worker: Worker): WorkerConnection<Api> {
  return connectEndpoint(worker, brokenWorker(worker), () => worker.terminate());
}

/**
 * The same over any two ends of a channel of messages.
 * @param broken Never fulfilled; rejects when nobody answers at the other end any more.
 */
export function connectEndpoint<Api extends AbortableWorker>(
  endpoint: Endpoint,
  broken: Promise<never>,
  close: () => void,
): WorkerConnection<Api> {
  const remote = wrap<Api>(endpoint);
  const waiting = new Set<(reason: unknown) => void>();
  let lost: { readonly reason: unknown } | undefined;
  broken.catch((reason: unknown) => {
    lost = { reason };
    for (const fail of waiting) fail(reason);
  });
  let calls = 0;
  return {
    async call(send, signal) {
      signal?.throwIfAborted();
      if (lost) throw lost.reason;
      const call = ++calls;
      // No race with promises that outlive the call: they would keep the answer of every call.
      let fail: ((reason: unknown) => void) | undefined;
      const onAbort = () => {
        void (remote as unknown as Remote<AbortableWorker>).abort(call);
        fail?.(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort);
      try {
        const outcome = await new Promise<Awaited<ReturnType<typeof send>>>((resolve, reject) => {
          fail = reject;
          waiting.add(reject);
          send(remote, call).then(resolve, reject);
        });
        signal?.throwIfAborted();
        return valueOf(outcome);
      } finally {
        if (fail) waiting.delete(fail);
        signal?.removeEventListener('abort', onAbort);
      }
    },
    broken,
    close,
  };
}

/** Work with a worker of its own, which is gone afterwards: nothing of it stays in memory. */
export async function inOwnWorker<Api extends AbortableWorker, Value>(
  connection: WorkerConnection<Api>,
  work: (connection: WorkerConnection<Api>) => Promise<Value>,
): Promise<Value> {
  try {
    return await Promise.race([work(connection), connection.broken]);
  } finally {
    connection.close();
  }
}

function plainError(thrown: unknown): PlainError {
  if (!(thrown instanceof TimescopeError)) return { message: messageOf(thrown) };
  const { message, code, kind, nextStep, fields } = thrown;
  return { message, code, kind, nextStep, fields };
}

export function errorFromPlain(plain: PlainError): Error {
  if (plain.code === undefined) return new Error(plain.message);
  return new TimescopeError(plain.code, plain.message, {
    nextStep: plain.nextStep ?? '',
    ...(plain.kind && { kind: plain.kind }),
    ...(plain.fields && { fields: plain.fields }),
  });
}

/** Never fulfilled. Rejects when the worker's file is missing or it dies outside a call. */
function brokenWorker(worker: Worker): Promise<never> {
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', event => {
      event.preventDefault();
      reject(
        new TimescopeError(
          'MISSING_BUNDLE',
          `The worker stopped or could not be loaded (${event.message || 'no file'}).`,
          {
            nextStep: 'Reload the page; if it stays, build and start the server again.',
          },
        ),
      );
    });
  });
  // Nobody may be waiting when it breaks.
  broken.catch(() => undefined);
  return broken;
}
