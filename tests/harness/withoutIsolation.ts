import http from 'node:http';
import type { AddressInfo } from 'node:net';

const ISOLATION = [
  'cross-origin-opener-policy',
  'cross-origin-embedder-policy',
  'cross-origin-resource-policy',
];

/** The same site from a server that sends no isolation headers, as a plain static server does. */
export async function withoutIsolation(url: string): Promise<{ url: string; close(): Promise<void> }> {
  const server = http.createServer((request, response) => {
    const { method, headers } = request;
    const upstream = http.request(
      new URL(request.url ?? '/', url),
      { method: method ?? 'GET', headers },
      answer => {
        for (const name of ISOLATION) Reflect.deleteProperty(answer.headers, name);
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    upstream.on('error', () => response.destroy());
    request.pipe(upstream);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
