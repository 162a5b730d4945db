import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** Where the bundles lie: below a path, as behind a reverse proxy. */
const PREFIX = '/hospital/viewer/plugins/';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** How weights are given out: whole; a piece every 50 ms; or no further than the middle. */
type Delivery = 'whole' | 'slow' | 'broken';

/** A site of bundles that counts what weights it sends. */
export interface ModelSite {
  readonly port: number;
  /** Of every `model.onnx` asked for since the last look, how many bytes left. */
  sent(): readonly number[];
  deliver(how: Delivery): void;
  close(): void;
}

/** @param folder the bundles with `models/` among them; what lies there may change */
export async function modelSite(folder: string): Promise<ModelSite> {
  let delivery: Delivery = 'whole';
  let answers: { bytes: number }[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://site');
    if (!pathname.startsWith(PREFIX)) return void response.setHeader('Content-Type', 'text/html').end();
    const file = path.join(folder, pathname.slice(PREFIX.length));
    readFile(file).then(
      async bytes => {
        response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
        response.setHeader('Content-Length', bytes.length);
        if (!file.endsWith('model.onnx')) return response.end(bytes);
        const answer = { bytes: 0 };
        answers.push(answer);
        await send(response, bytes, delivery, answer);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    sent() {
      const counts = answers.map(({ bytes }) => bytes);
      answers = [];
      return counts;
    },
    deliver: how => (delivery = how),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const PIECE = 50_000;

async function send(
  response: ServerResponse,
  bytes: Buffer,
  delivery: Delivery,
  answer: { bytes: number },
): Promise<void> {
  for (let at = 0; at < bytes.length && !response.destroyed; at += PIECE) {
    if (delivery === 'broken' && at > bytes.length / 2) return void response.destroy();
    const piece = bytes.subarray(at, at + PIECE);
    await new Promise(resolve => response.write(piece, resolve));
    answer.bytes += piece.length;
    if (delivery === 'slow') await new Promise(resolve => setTimeout(resolve, 50));
  }
  response.end();
}
