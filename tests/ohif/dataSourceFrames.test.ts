import { fetchFrame, seriesMetadata } from '@timescope/ohif/dataSourceFrames';
import type { FramesRequest, Host, WadoClient } from '@timescope/ohif/host';

const series = { studyInstanceUID: '1.2', seriesInstanceUID: '1.2.3' };
const frame = { sopInstanceUID: '1.2.3.4', frameNumber: 7 };

/** A host whose server answers as told; `asked` holds the requests. */
function hostWith(answer: () => Promise<readonly ArrayBuffer[]>, token = 'Bearer 1') {
  const asked: FramesRequest[] = [];
  const client: WadoClient = {
    headers: { Accept: 'left over from another request' },
    retrieveInstanceFrames: request => {
      asked.push(request);
      return answer();
    },
    retrieveSeriesMetadata: () => Promise.reject(Object.assign(new Error('request failed'), { status: 503 })),
  };
  const host = {
    extensionManager: { getActiveDataSource: () => [{ retrieve: { getWadoDicomWebClient: () => client } }] },
    servicesManager: {
      services: { userAuthenticationService: { getAuthorizationHeader: () => ({ Authorization: token }) } },
    },
  } as unknown as Host;
  return { host, client, asked };
}

const failing = (status: number) => () =>
  Promise.reject(Object.assign(new Error('request failed'), { status }));

test('a frame is asked for by its number and comes back as bytes', async () => {
  const { host, asked } = hostWith(() => Promise.resolve([Uint8Array.of(1, 2, 3).buffer]));
  await expect(fetchFrame(host, series, frame)).resolves.toEqual(Uint8Array.of(1, 2, 3));
  expect(asked[0]).toMatchObject({ ...series, sopInstanceUID: '1.2.3.4', frameNumbers: [7] });
});

test('each request carries the authorization that the host has now, and nothing left over', async () => {
  const { host, client } = hostWith(() => Promise.resolve([Uint8Array.of(1).buffer]), 'Bearer new');
  await fetchFrame(host, series, frame);
  expect(client.headers).toEqual({ Authorization: 'Bearer new' });
});

test.each([
  [401, 'The image server no longer knows who you are (HTTP 401 for tile 7).', /^Sign in again/],
  [403, 'The image server refuses tile 7 of this slide to you (HTTP 403).', /may read/],
  [404, 'The image server does not have tile 7 of this slide (HTTP 404).', /Send the slide/],
  [400, 'Tile 7 could not be read (HTTP 400).', /measure again/],
  [503, 'Tile 7 could not be read (HTTP 503).', /measure again/],
])('HTTP %i stops the run with one sentence: %s', async (status, message, nextStep) => {
  const { host } = hostWith(failing(status));
  await expect(fetchFrame(host, series, frame, { waitsMs: [] })).rejects.toMatchObject({
    code: 'HTTP',
    // A rejected tile would count as unreadable tissue; these say nothing about the tile.
    kind: 'retryable',
    message,
    nextStep: expect.stringMatching(nextStep) as string,
  });
});

test('waiting for a busy server ends at once when the run is ended', async () => {
  const { host, asked } = hostWith(failing(503));
  const ended = new AbortController();
  const began = Date.now();
  const fetched = fetchFrame(host, series, frame, { waitsMs: [60_000], signal: ended.signal });
  setTimeout(() => ended.abort(new Error('ended by the reader')), 20);
  await expect(fetched).rejects.toThrow('ended by the reader');
  expect(Date.now() - began).toBeLessThan(5_000);
  expect(asked).toHaveLength(1);
});

test('a run that has ended asks for nothing', async () => {
  const { host, asked } = hostWith(failing(503));
  const signal = AbortSignal.abort(new Error('ended by the reader'));
  await expect(fetchFrame(host, series, frame, { signal })).rejects.toThrow('ended by the reader');
  expect(asked).toHaveLength(0);
});

test('a busy server is asked again and may answer then', async () => {
  const answers = [failing(503), failing(0), () => Promise.resolve([Uint8Array.of(9).buffer])];
  const { host, asked } = hostWith(() => answers[asked.length - 1]?.() ?? Promise.resolve([]));
  await expect(fetchFrame(host, series, frame, { waitsMs: [1, 1] })).resolves.toEqual(Uint8Array.of(9));
  expect(asked).toHaveLength(3);
});

test.each([401, 403, 404])('HTTP %i is not asked again', async status => {
  const { host, asked } = hostWith(failing(status));
  await expect(fetchFrame(host, series, frame, { waitsMs: [1, 1] })).rejects.toMatchObject({ code: 'HTTP' });
  expect(asked).toHaveLength(1);
});

test('a broken connection may be tried again', async () => {
  const { host } = hostWith(failing(0));
  await expect(fetchFrame(host, series, frame, { waitsMs: [] })).rejects.toMatchObject({ kind: 'retryable' });
});

test('an empty answer is an error, not an empty tile', async () => {
  const { host } = hostWith(() => Promise.resolve([new ArrayBuffer(0)]));
  await expect(fetchFrame(host, series, frame, { waitsMs: [] })).rejects.toMatchObject({ code: 'HTTP' });
});

test('a description that cannot be read is one sentence with the status', async () => {
  const { host } = hostWith(failing(500));
  await expect(seriesMetadata(host, series)).rejects.toMatchObject({
    message: "The image's description could not be read (HTTP 503).",
    kind: 'retryable',
  });
});

test('a host without a DICOMweb server says so', async () => {
  const host = { extensionManager: { getActiveDataSource: () => [{ retrieve: {} }] } } as unknown as Host;
  await expect(fetchFrame(host, series, frame, { waitsMs: [] })).rejects.toMatchObject({
    nextStep: 'Open the study from a DICOMweb server.',
  });
});
