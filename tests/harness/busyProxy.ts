import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BusyProxy {
  readonly root: string;
  /** From now on it answers 503, or passes everything on. */
  isBusy: boolean;
  /** Requests that were turned away. */
  turnedAway: number;
  stop(): Promise<void>;
}

/** Stands before a DICOMweb service and can say that it is busy. */
export async function busyProxy(service: string): Promise<BusyProxy> {
  const proxy = createServer((request, response) => {
    if (state.isBusy) {
      state.turnedAway++;
      request.resume();
      response.writeHead(503).end();
      return;
    }
    passedOn(service, request).then(
      async answer => {
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
        response.end(Buffer.from(await answer.arrayBuffer()));
      },
      () => response.writeHead(502).end(),
    );
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  const state: BusyProxy = {
    root: `http://127.0.0.1:${port}`,
    isBusy: false,
    turnedAway: 0,
    stop: () =>
      new Promise(resolve => {
        proxy.close(() => resolve());
        proxy.closeAllConnections();
      }),
  };
  return state;
}

async function passedOn(service: string, request: IncomingMessage): Promise<Response> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { accept = '*/*', 'content-type': type } = request.headers;
  return fetch(service + (request.url ?? ''), {
    method: request.method ?? 'GET',
    headers: { accept, ...(type !== undefined && { 'content-type': type }) },
    ...(parts.length > 0 && { body: Buffer.concat(parts) }),
  });
}
