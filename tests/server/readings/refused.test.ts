import { workplace, type Workplace } from '../testServer';
import { bothBegin, KEY_OF_ANNA, outlineOf, readingClient } from './readingClient';

let place: Workplace;
beforeEach(async () => {
  place = await workplace();
});
afterEach(() => place.close());

async function begun() {
  const { url } = await place.start();
  return { url, ...(await bothBegin(url)) };
}

const put = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/timescope/readings/1.2/1.2.30/outline`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'x-timescope-key': KEY_OF_ANNA, ...headers },
    body,
  });

test.each([
  ['no outline', {}],
  ['another version', { ...outlineOf(1), version: 2 }],
  ['runs beyond the slice', outlineOf(512 * 512 - 1, 2)],
  ['a run without pixels', outlineOf(5, 0)],
  ['half a run', { ...outlineOf(1), slices: [{ sopInstanceUid: '1', runs: [3] }] }],
  ['runs that overlap', { ...outlineOf(1), slices: [{ sopInstanceUid: '1', runs: [3, 4, 5, 1] }] }],
  ['a UID that is a path', { ...outlineOf(1), slices: [{ sopInstanceUid: '../x', runs: [3, 4] }] }],
  ['one slice twice', { ...outlineOf(1), slices: [1, 2].map(() => ({ sopInstanceUid: '1', runs: [3, 4] })) }],
  ['fractions', outlineOf(1.5)],
])('refused: %s', async (_, outline) => {
  const { anna } = await begun();
  expect((await anna.save(1, outline)).status).toBe(400);
  expect((await anna.own()).body).toEqual({ revision: 0 });
});

test('refused: an outline of another grid or of slices that the series does not hold', async () => {
  const { url } = await place.start();
  const anna = readingClient(url, KEY_OF_ANNA, '1.2/1.2.3');
  await anna.join('Anna');
  const outline = (columns: number, sopInstanceUid: string) => ({
    ...outlineOf(1),
    ...{ columns, rows: 2, slices: [{ sopInstanceUid, runs: [1, 2] }] },
  });
  const refused = [await anna.save(1, outline(3, '1.2.3.1')), await anna.save(1, outline(2, '1.2.3.9'))];
  const message = 'This outline does not lie on the slices of this series.';
  expect(refused.map(({ body }) => body.error?.message)).toEqual([message, message]);
  expect((await anna.save(1, outline(2, '1.2.3.1'))).status).toBe(200);
});

test('refused: more than 8 MB, text that is no JSON, a key that is none, no key', async () => {
  const { url } = await begun();
  expect((await put(url, JSON.stringify({ x: 'x'.repeat(9e6) }))).status).toBe(413);
  expect((await put(url, '{"revision":')).status).toBe(400);
  expect((await put(url, '{}', { 'x-timescope-key': 'short' })).status).toBe(400);
  expect((await readingClient(url).own()).status).toBe(400);
});

test('refused: a page of another site, by its origin or by what the browser says of it', async () => {
  const { url } = await begun();
  for (const header of [{ origin: 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }])
    expect((await put(url, '{}', header)).status).toBe(400);
});

test('refused: addresses that are no UIDs, lists, and everything else below the address', async () => {
  const { url } = await begun();
  for (const address of ['', '/', '/1.2', '/..%2F..%2Fetc/1.2', '/1.2/1.2.30/drafts', '/1.2/1.2.30/A.json']) {
    const answer = await fetch(`${url}/timescope/readings${address}`);
    expect([400, 404]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toMatch(/json/);
  }
});
