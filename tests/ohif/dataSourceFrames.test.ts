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
  [401, 'retryable'],
  [403, 'rejected'],
  [404, 'rejected'],
  [503, 'retryable'],
])('HTTP %i is an error of kind %s that names the tile and the status', async (status, kind) => {
  const { host } = hostWith(failing(status));
  await expect(fetchFrame(host, series, frame, [])).rejects.toMatchObject({
    code: 'HTTP',
    kind,
    message: `Tile 7 could not be read (HTTP ${status}).`,
  });
});

test('a busy server is asked again and may answer then', async () => {
  const answers = [failing(503), failing(0), () => Promise.resolve([Uint8Array.of(9).buffer])];
  const { host, asked } = hostWith(() => answers[asked.length - 1]?.() ?? Promise.resolve([]));
  await expect(fetchFrame(host, series, frame, [1, 1])).resolves.toEqual(Uint8Array.of(9));
  expect(asked).toHaveLength(3);
});

test.each([401, 403, 404])('HTTP %i is not asked again', async status => {
  const { host, asked } = hostWith(failing(status));
  await expect(fetchFrame(host, series, frame, [1, 1])).rejects.toMatchObject({ code: 'HTTP' });
  expect(asked).toHaveLength(1);
});

test('a broken connection may be tried again', async () => {
  const { host } = hostWith(failing(0));
  await expect(fetchFrame(host, series, frame, [])).rejects.toMatchObject({ kind: 'retryable' });
});

test('an empty answer is an error, not an empty tile', async () => {
  const { host } = hostWith(() => Promise.resolve([new ArrayBuffer(0)]));
  await expect(fetchFrame(host, series, frame, [])).rejects.toMatchObject({ code: 'HTTP' });
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
  await expect(fetchFrame(host, series, frame, [])).rejects.toMatchObject({
    nextStep: 'Open the study from a DICOMweb server.',
  });
});
