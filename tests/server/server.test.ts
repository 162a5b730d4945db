import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import path from 'node:path';
import { dicomwebClient } from '@timescope/core/dicomweb/client';
import { allBundles } from '@timescope/server/host/appConfig';
import { dicomFile, greyImage, identified } from '../harness/dicomBytes';
import { secondFile, workplace, type Workplace } from './testServer';

let place: Workplace;
beforeEach(async () => {
  place = await workplace();
});
afterEach(() => place.close());

const clientOf = (url: string) => dicomwebClient(`${url}/dicomweb`, { fetch, wait: () => Promise.resolve() });
const second = { study: '1.2', series: '1.2.3', instance: '1.2.3.2' };
const jsonOf = async (url: string) => (await (await fetch(url)).json()) as unknown[];

/** fetch would set the Host header itself. */
const statusUnderName = (host: string, port: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/dicomweb/studies', headers: { host } }, answer => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });

describe('the host', () => {
  test('every response isolates the page and allows its inline script by hash only', async () => {
    const { url } = await place.start();
    const { headers } = await fetch(`${url}/`);
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toMatch(
      /script-src 'self' 'sha256-[^']+' 'wasm-unsafe-eval';/,
    );
  });

  test('reference cohorts are given as they are, none without one', async () => {
    const { url } = await place.start();
    expect(await jsonOf(`${url}/timescope/cohorts`)).toEqual([]);
    const other = await place.start({ cohorts: [{ name: 'site' }] });
    expect(await jsonOf(`${other.url}/timescope/cohorts`)).toEqual([{ name: 'site' }]);
  });

  test('an address of a mode is the page, a missing script is a 404', async () => {
    const { url } = await place.start();
    expect(await (await fetch(`${url}/pathology?StudyInstanceUIDs=1`)).text()).toContain('<html>');
    expect((await fetch(`${url}/gone.bundle.js`)).status).toBe(404);
    expect((await fetch(`${url}/plugins/gone`)).status).toBe(404);
    expect((await fetch(`${url}/sw.js`)).status).toBe(404);
  });

  test('files of the host and our bundles are served, to be asked for anew each time', async () => {
    await writeFile(path.join(place.folder, 'plugins/a.js'), 'export default 1');
    const { url } = await place.start();
    for (const file of ['/app.js', '/plugins/a.js']) {
      const answer = await fetch(url + file);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/javascript/);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.headers.get('etag')).toBeTruthy();
    }
  });

  test('its configuration names no other server', async () => {
    const { url } = await place.start({ bundles: { extensions: [], modes: [] } });
    const config = await (await fetch(`${url}/app-config.js`)).text();
    expect(config).not.toMatch(/https?:/);
  });

  test("a request under another site's name is refused, one under this machine's is answered", async () => {
    const { port } = new URL((await place.start()).url);
    expect(await statusUnderName('evil.example', port)).toBe(404);
    expect(await statusUnderName(`evil.example:${port}`, port)).toBe(404);
    expect(await statusUnderName(`localhost:${port}`, port)).toBe(200);
  });

  test('nothing outside its folder is served', async () => {
    const { url } = await place.start();
    for (const wanted of [
      '/..%2f..%2fdata/first.dcm',
      '/plugins/..%2f..%2fdata%2ffirst.dcm',
      '/%2e%2e/%2e%2e/data/first.dcm',
    ])
      expect(Buffer.from(await (await fetch(url + wanted)).arrayBuffer()).includes('DICM')).toBe(false);
  });

  test('a missing bundle is one clear sentence at the start', async () => {
    await expect(place.start({ bundles: allBundles })).rejects.toMatchObject({
      code: 'MISSING_BUNDLE',
      message: expect.stringContaining('/plugins/ihc-scoring.js') as string,
    });
  });

  test('a port in use is one clear sentence', async () => {
    const { url } = await place.start();
    const port = Number(new URL(url).port);
    await expect(place.start({ port })).rejects.toMatchObject({ code: 'PORT_IN_USE', fields: { port } });
  });

  test('a data folder that does not exist is one clear sentence', async () => {
    await expect(place.start({ data: [path.join(place.folder, 'none')] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('the store', () => {
  test('a study tells its modalities and counts', async () => {
    const { url } = await place.start();
    const [study, ...others] = await clientOf(url).searchStudies({ PatientName: 'hand*' });
    expect(others).toEqual([]);
    expect(study).toMatchObject({
      '00080061': { Value: ['OT'] },
      '00201206': { Value: [1] },
      '00201208': { Value: [2] },
    });
  });

  test.each([
    ['PatientName=*made*', 1],
    ['PatientName=Made&fuzzymatching=true', 1],
    ['00100010=nobody', 0],
    ['ModalitiesInStudy=CT,OT', 1],
    ['ModalitiesInStudy=CT', 0],
    ['StudyInstanceUID=9.9%5C1.2', 1],
    ['StudyInstanceUID=9.9,1.2', 1],
    ['StudyInstanceUID=9.9', 0],
    ['StudyDate=19000101-19991231', 0],
    ['limit=101&offset=0&includefield=00081030%2C00080060', 1],
    ['offset=1', 0],
    ['limit=0', 0],
  ])('the search %s finds %i', async (search, found) => {
    const { url } = await place.start();
    expect(await jsonOf(`${url}/dicomweb/studies?${search}`)).toHaveLength(found);
  });

  test('metadata has addresses for the pixels, which lead to the stored bytes', async () => {
    const { url } = await place.start();
    const client = clientOf(url);
    const metadata = await client.instanceMetadata(second);
    const uri = metadata['7FE00010']?.BulkDataURI ?? '';
    expect([...(await client.bulkData(uri))]).toEqual([9, 9, 9, 9, 5, 6, 7, 8]);
    expect(await client.seriesMetadata('1.2', '1.2.3')).toHaveLength(2);
  });

  test('a frame arrives as stored, in a multipart message and alone', async () => {
    const { url } = await place.start();
    expect([...(await clientOf(url).frame(second, 2, '1.2.840.10008.1.2.1'))]).toEqual([5, 6, 7, 8]);
    const alone = await fetch(`${url}/dicomweb/studies/1.2/series/1.2.3/instances/1.2.3.2/frames/2`, {
      headers: { accept: 'application/octet-stream' },
    });
    expect([...new Uint8Array(await alone.arrayBuffer())]).toEqual([5, 6, 7, 8]);
  });

  test('an instance arrives byte by byte as its file', async () => {
    const { url } = await place.start();
    expect(Buffer.compare(await clientOf(url).instance(second), secondFile)).toBe(0);
  });

  test('a frame or an instance that does not exist is a 404', async () => {
    const { url } = await place.start();
    await expect(clientOf(url).frame(second, 3, '1.2.840.10008.1.2.1')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(clientOf(url).instance({ ...second, instance: '7' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('a bad file is left out with its reason, the others are served', async () => {
    await writeFile(path.join(place.data, 'letter.dcm'), 'Dear colleague, '.repeat(20));
    const { url } = await place.start();
    expect(place.lines.join()).toMatch(
      /Left out .*letter\.dcm: This is not a DICOM file: it is a text file\./,
    );
    expect(await clientOf(url).searchStudies({})).toHaveLength(1);
  });

  test('a folder without a DICOM file starts and says that the list will be empty', async () => {
    const empty = path.join(place.folder, 'empty');
    await mkdir(empty);
    await place.start({ data: [empty] });
    expect(place.lines.join()).toMatch(/No DICOM file was found/);
  });

  test('a second start reads the index and still lists the bad file', async () => {
    await writeFile(path.join(place.data, 'letter.dcm'), 'Dear colleague, '.repeat(20));
    await (await place.start()).close();
    const { url } = await place.start();
    expect(place.lines.filter(line => line.includes('letter.dcm'))).toHaveLength(2);
    expect(await clientOf(url).searchInstances('1.2', '1.2.3')).toHaveLength(2);
  });
});

describe('storing', () => {
  const sent = dicomFile([...identified('1.2', '1.2.4', '../../../etc/x'), ...greyImage([[1, 1, 1, 1]])]);

  test('an object comes back as sent, is found at once and after a restart, and lies under a hashed name', async () => {
    const file = dicomFile([...identified('1.2', '1.2.4', '1.2.4.1'), ...greyImage([[1, 1, 1, 1]])]);
    const server = await place.start();
    expect(await clientOf(server.url).store([file], 'b')).toEqual({ stored: ['1.2.4.1'], failed: [] });
    await server.close();
    const { url } = await place.start();
    const address = { study: '1.2', series: '1.2.4', instance: '1.2.4.1' };
    expect(Buffer.compare(await clientOf(url).instance(address), file)).toBe(0);
    expect(await readdir(place.data)).toEqual(['first.dcm', 'second.dcm']);
  });

  test('a UID that looks like a path never becomes one', async () => {
    const { url } = await place.start();
    await clientOf(url).store([sent], 'b');
    const stored = await readdir(path.join(place.folder, 'cache/store'), { recursive: true });
    expect(stored.filter(name => name.endsWith('.dcm'))).toEqual([
      expect.stringMatching(/^[0-9a-f]{2}\/[0-9a-f]{64}\.dcm$/),
    ]);
  });

  test('the same content again is no error, other content under the UID is a conflict and nothing changes', async () => {
    const { url } = await place.start();
    expect(await clientOf(url).store([secondFile], 'b')).toMatchObject({ failed: [] });
    const changed = secondFile.slice();
    changed[changed.length - 1] = 77;
    expect(await clientOf(url).store([changed], 'b')).toEqual({
      stored: [],
      failed: [{ instance: '1.2.3.2', failure: 0x0111 }],
    });
    expect(Buffer.compare(await clientOf(url).instance(second), secondFile)).toBe(0);
  });

  test('one bad object does not keep the good one from being stored', async () => {
    const { url } = await place.start();
    const answer = await clientOf(url).store([sent, new TextEncoder().encode('no DICOM')], 'b');
    expect(answer).toEqual({
      stored: ['../../../etc/x'],
      failed: [{ instance: undefined, failure: 0xc000 }],
    });
  });

  test('a preamble that a computer could run is blanked', async () => {
    const { url } = await place.start();
    const program = dicomFile([...identified('1.2', '1.2.5', '1.2.5.1'), ...greyImage([[1, 1, 1, 1]])]);
    program.set(new TextEncoder().encode('MZ'), 0);
    await clientOf(url).store([program], 'b');
    const back = await clientOf(url).instance({ study: '1.2', series: '1.2.5', instance: '1.2.5.1' });
    expect([...back.subarray(0, 2)]).toEqual([0, 0]);
  });
});

describe('in front of a PACS', () => {
  test('another instance of ours lists, gives and takes the same through it', async () => {
    const origin = await place.start();
    const { url } = await place.start({ pacs: `${origin.url}/dicomweb` });
    expect(await clientOf(url).searchStudies({})).toEqual(await clientOf(origin.url).searchStudies({}));
    expect([...(await clientOf(url).frame(second, 2, '1.2.840.10008.1.2.1'))]).toEqual([5, 6, 7, 8]);
    const file = dicomFile([...identified('1.2', '1.2.6', '1.2.6.1'), ...greyImage([[2, 2, 2, 2]])]);
    expect(await clientOf(url).store([file], 'b')).toEqual({ stored: ['1.2.6.1'], failed: [] });
    expect(await clientOf(origin.url).searchInstances('1.2', '1.2.6')).toHaveLength(1);
  });

  test('a PACS that does not answer is one clear sentence', async () => {
    await expect(place.start({ pacs: 'http://127.0.0.1:9/dicom-web' })).rejects.toMatchObject({
      code: 'HTTP',
      message: 'The PACS at http://127.0.0.1:9 does not answer.',
    });
  });

  test('an address that is none is refused', async () => {
    await expect(place.start({ pacs: 'file:///etc/passwd' })).rejects.toMatchObject({ code: 'USAGE' });
  });
});

test('the viewer asks for the tier of networks that the server was started with; the reference tier unless told', async () => {
  const askedOf = async (options?: Parameters<typeof place.start>[0]) => {
    const { url } = await place.start(options);
    return (await (await fetch(`${url}/plugins/models/settings.json`)).json()) as unknown;
  };
  expect(await askedOf()).toEqual({ tier: 'reference' });
  expect(await askedOf({ tier: 'webgpu' })).toEqual({ tier: 'webgpu' });
});
