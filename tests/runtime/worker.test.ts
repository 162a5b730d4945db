import { TimescopeError } from '@timescope/core/errors';
import { AbortableCalls, connectWorker, errorFromPlain, type Settled } from '@timescope/runtime/worker';
import { expose, type Endpoint } from 'comlink';

/** A worker's two ends on one message channel: what the page holds, and where the worker listens. */
function connected() {
  const { port1, port2 } = new MessageChannel();
  const listeners: ((event: { message: string; preventDefault(): void }) => void)[] = [];
  const calls = new AbortableCalls();
  const api = {
    wait: (call: number) =>
      calls.run(
        call,
        signal => new Promise<string>((_, reject) => (signal.onabort = () => reject(new Error('ended')))),
      ),
    double: (call: number, value: number): Promise<Settled<number>> =>
      calls.run(call, () => Promise.resolve(2 * value)),
    fail: (call: number): Promise<Settled<number>> =>
      calls.run(call, () =>
        Promise.reject(
          new TimescopeError('TRUNCATED', 'Too short.', { nextStep: 'Send it again.', fields: { frame: 3 } }),
        ),
      ),
    abort: (call: number) => calls.abort(call),
  };
  expose(api, port2);
  const worker = {
    postMessage: port1.postMessage.bind(port1),
    addEventListener: (type: string, listener: never) =>
      type === 'error'
        ? listeners.push(listener)
        : (port1 as unknown as Endpoint).addEventListener(type, listener),
    removeEventListener: (type: string, listener: never) =>
      (port1 as unknown as Endpoint).removeEventListener(type, listener),
    terminate: () => {
      port1.close();
      port2.close();
    },
  };
  port1.start();
  port2.start();
  return {
    connection: connectWorker<typeof api>(worker as unknown as Worker),
    breakWorker: () =>
      listeners.forEach(listener => listener({ message: '', preventDefault: () => undefined })),
  };
}

test('a call gives its value', async () => {
  const { connection } = connected();
  await expect(connection.call((api, call) => api.double(call, 21))).resolves.toBe(42);
  connection.close();
});

test('an error of ours crosses with its code, next step and fields', async () => {
  const { connection } = connected();
  const failure = connection.call((api, call) => api.fail(call));
  await expect(failure).rejects.toMatchObject({
    code: 'TRUNCATED',
    nextStep: 'Send it again.',
    fields: { frame: 3 },
  });
  await expect(failure).rejects.toBeInstanceOf(TimescopeError);
  connection.close();
});

test('an aborted call ends at once with the reason of the abort', async () => {
  const { connection } = connected();
  const controller = new AbortController();
  const waiting = connection.call((api, call) => api.wait(call), controller.signal);
  controller.abort(new Error('cancelled by the reader'));
  await expect(waiting).rejects.toThrow('cancelled by the reader');
  connection.close();
});

test('a worker without its file gives one sentence instead of silence', async () => {
  const { connection, breakWorker } = connected();
  const waiting = connection.call((api, call) => api.wait(call));
  breakWorker();
  await expect(waiting).rejects.toMatchObject({ code: 'MISSING_BUNDLE' });
  connection.close();
});

test('an error that is not ours keeps its message', () => {
  expect(errorFromPlain({ message: 'oh' })).toEqual(new Error('oh'));
});
