import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isNetworkFile } from './networkDownloads';

export interface SlowNetworks {
  readonly url: string;
  /** Downloads of networks and engine that the browser broke off. */
  brokenOff(): number;
  close(): Promise<void>;
}

/** The same site over a connection that gives networks and their engine at so many megabytes a second. */
export async function slowNetworks(url: string, megabytesPerSecond: number): Promise<SlowNetworks> {
  let brokenOff = 0;
  const server = http.createServer((request, response) => {
    const { method = 'GET', headers } = request;
    const upstream = http.request(new URL(request.url ?? '/', url), { method, headers }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      if (!isNetworkFile(request.url ?? '')) return void answer.pipe(response);
      response.once('close', () => (brokenOff += response.writableFinished ? 0 : 1));
      void slowly(answer, response, megabytesPerSecond);
    });
    upstream.on('error', () => response.destroy());
    request.pipe(upstream);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    brokenOff: () => brokenOff,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function slowly(answer: IncomingMessage, response: ServerResponse, rate: number): Promise<void> {
  for await (const part of answer) {
    const piece = part as Buffer;
    if (response.destroyed) return;
    response.write(piece);
    await new Promise(resolve => setTimeout(resolve, piece.length / rate / 1000));
  }
  response.end();
}
