import fastify from 'fastify';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderFrame } from '@timescope/runtime/decode/renderFrame';
import sharp from 'sharp';
import { proxyThumbnails } from '@timescope/server/dicomweb/proxyThumbnails';
import { dicomwebClient } from '@timescope/core/dicomweb/client';
import { dicomFile, identified } from '../harness/dicomBytes';
import { workplace, type Workplace } from './testServer';

const IMAGE = '1.2/series/1.2.3/instances/1.2.3.2';
const REPORT = '1.2/series/1.2.8/instances/1.2.8.1';

let place: Workplace;
let ours: string;
beforeAll(async () => {
  place = await workplace();
  ours = (await place.start({ render: renderFrame })).url;
  await dicomwebClient(`${ours}/dicomweb`, { fetch }).store(
    [dicomFile(identified('1.2', '1.2.8', '1.2.8.1'))],
    'b',
  );
});
afterAll(() => place.close());

const answered = (url: string, path: string) => fetch(`${url}/dicomweb/studies/${path}`);

async function sizeOf(url: string, path: string) {
  const answer = await answered(url, `${path}/thumbnail`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  const { width, height } = await sharp(await answer.arrayBuffer()).metadata();
  return [width, height];
}

test('an image has its picture, what has no pixels a symbol; neither is refused', async () => {
  expect(await sizeOf(ours, IMAGE)).toEqual([2, 2]);
  expect(await sizeOf(ours, REPORT)).toEqual([64, 64]);
  expect(await sizeOf(ours, '1.2/series/1.2.8')).toEqual([64, 64]);
});

test('to be rendered as an image is another wish: it is refused, as is what is not there', async () => {
  expect((await answered(ours, `${REPORT}/rendered`)).status).toBe(404);
  expect((await answered(ours, '1.2/series/9.9/thumbnail')).status).toBe(404);
});

describe('in front of a PACS', () => {
  let pacs: Server;
  let asked: string[];
  beforeAll(async () => {
    asked = [];
    const jpeg = await sharp({ create: { width: 5, height: 7, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    // As Orthanc 1.10: renderings, no thumbnails, and one type at a time.
    pacs = createServer(({ url = '', headers }, response) => {
      asked.push(`${headers.authorization ?? 'nobody'}${String(headers['x-api-key'] ?? '')} ${url}`);
      if (/1\.2\.3(\.2)?\/rendered\?viewport=256,256$/.test(url) && headers.accept === 'image/jpeg')
        response.writeHead(200, { 'content-type': 'image/jpeg' }).end(jpeg);
      else if (url.includes('/studies/9.'))
        response.writeHead(Number(url.split('/studies/9.')[1]?.slice(0, 3))).end();
      else response.writeHead(url.includes('/studies?') ? 200 : 404).end('[]');
    });
    await new Promise<void>(resolve => pacs.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => pacs.close());
  const through = async () => {
    const { port } = pacs.address() as AddressInfo;
    return (await place.start({ pacs: `http://127.0.0.1:${String(port)}/dicom-web`, render: renderFrame }))
      .url;
  };

  test('its own rendering takes the place of a thumbnail that it does not make', async () => {
    const url = await through();
    expect(await sizeOf(url, IMAGE)).toEqual([5, 7]);
    expect(await sizeOf(url, '1.2/series/1.2.3')).toEqual([5, 7]);
  });

  test('what it cannot render has a symbol; nothing but UIDs is asked for, with the viewer’s login', async () => {
    const url = await through();
    asked = [];
    expect(await sizeOf(url, '1.2/series/1.2.8/instances/1.2.8.1')).toEqual([64, 64]);
    expect(asked.slice(-2)).toEqual([
      'nobody /dicom-web/studies/1.2/series/1.2.8/instances/1.2.8.1/thumbnail',
      'nobody /dicom-web/studies/1.2/series/1.2.8/instances/1.2.8.1/rendered?viewport=256,256',
    ]);
    asked = [];
    expect(await sizeOf(url, '%2e%2e%2fsecret')).toEqual([64, 64]);
    expect(asked).toEqual([]);
    await fetch(`${url}/dicomweb/studies/1.2/thumbnail`, {
      headers: { authorization: 'Bearer a', 'x-api-key': 'k' },
    });
    expect(asked).toEqual(
      ['thumbnail', 'rendered?viewport=256,256'].map(kind => `Bearer ak /dicom-web/studies/1.2/${kind}`),
    );
  });
  test('a missing login is handed on; the symbol of a PACS that is busy is not kept, of one without pictures it is', async () => {
    const url = await through();
    const answerTo = async (status: number) => {
      const answer = await answered(url, `9.${String(status)}/thumbnail`);
      return [answer.status, answer.headers.get('cache-control')];
    };
    expect(await answerTo(401)).toEqual([401, 'no-store']);
    expect(await answerTo(403)).toEqual([403, 'no-store']);
    expect(await answerTo(503)).toEqual([200, 'no-store']);
    expect(await answerTo(406)).toEqual([200, 'private, max-age=3600']);
  });
});

test('a PACS that does not answer is waited for a limited time; its symbol is not kept', async () => {
  const asked: string[] = [];
  const silent = createServer(({ url = '' }) => void asked.push(url));
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const app = fastify();
  proxyThumbnails(app, `http://127.0.0.1:${String(port)}`, renderFrame, 50);
  const { statusCode, headers } = await app.inject('/studies/1.2/thumbnail');
  expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
    200,
    'image/jpeg',
    'no-store',
  ]);
  expect(asked).toEqual(['/studies/1.2/thumbnail']);
  await app.close();
  silent.closeAllConnections();
  silent.close();
});
