import { appendFile, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256Hex } from '@timescope/core/sha256';
import { workplace, type Workplace } from '../testServer';
import { bothBegin, KEY_OF_ANNA, KEY_OF_BEN, KEY_OF_CARL, outlineOf, readingClient } from './readingClient';

let place: Workplace;
beforeEach(async () => {
  place = await workplace();
});
afterEach(() => place.close());

const readings = () => path.join(place.folder, 'cache/readings');
const seatFile = (seat: 'A' | 'B', write = '') =>
  path.join(readings(), sha256Hex('1.2 1.2.30'), `${seat}${write}.json`);

async function begun() {
  const { url } = await place.start();
  return { url, ...(await bothBegin(url)) };
}

async function bothSigned() {
  const { url, anna, ben } = await begun();
  await anna.save(1, outlineOf(13577));
  await ben.save(1, outlineOf(24688));
  await anna.sign(1);
  await ben.sign(1);
  return { url, anna, ben };
}

test('open, one signed, both signed: then everybody reads both outlines with their readers', async () => {
  const { url, anna, ben } = await begun();
  const page = readingClient(url);
  expect((await page.state()).body).toMatchObject({ state: 'open', seats: [{ seat: 'A' }, { seat: 'B' }] });
  await anna.save(1, outlineOf(13577));
  await ben.save(1, outlineOf(24688));
  expect((await ben.sign(1)).body).toMatchObject({ state: 'oneSigned', you: { seat: 'B', hasSigned: true } });
  expect((await page.opened()).status).toBe(404);
  expect((await anna.sign(1)).body.state).toBe('bothSigned');
  expect((await page.opened()).body.outlines).toMatchObject([
    { seat: 'A', reader: 'Anna', outline: outlineOf(13577) },
    { seat: 'B', reader: 'Ben', outline: outlineOf(24688) },
  ]);
});

test('a series that nobody began says so', async () => {
  const { url } = await place.start();
  expect((await readingClient(url).state()).body).toEqual({ state: 'none', seats: [] });
});

test('joining, saving and signing again with the same content change nothing', async () => {
  const { anna } = await begun();
  expect((await anna.join('Anna')).body.you?.seat).toBe('A');
  await anna.save(1, outlineOf(13577));
  expect((await anna.save(1, outlineOf(13577))).body.you).toMatchObject({ revision: 1 });
  await anna.sign(1);
  expect((await anna.sign(1)).body.you).toMatchObject({ revision: 1, hasSigned: true });
  expect((await anna.save(1, outlineOf(13577))).status).toBe(200);
});

test('a signed outline is frozen', async () => {
  const { anna } = await begun();
  await anna.save(1, outlineOf(13577));
  await anna.sign(1);
  const answer = await anna.save(2, outlineOf(11111));
  expect(answer).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } });
  expect((await anna.own()).body.outline).toEqual(outlineOf(13577));
});

test('nothing and an empty outline cannot be signed', async () => {
  const { anna } = await begun();
  expect(await anna.sign(0)).toMatchObject({ status: 422, body: { error: { code: 'EMPTY_ROI' } } });
  await anna.save(1, { ...outlineOf(1), slices: [] });
  expect((await anna.sign(1)).status).toBe(422);
});

test('who types the name of a reader gets neither the seat nor the outline', async () => {
  const { url, anna } = await begun();
  await anna.save(1, outlineOf(13577));
  const carl = readingClient(url, KEY_OF_CARL);
  for (const name of ['Anna', ' anna ', 'ANNA'])
    expect(await carl.join(name)).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('A reader of this name has begun') as string } },
    });
  expect((await carl.own()).status).toBe(404);
  expect((await carl.save(2, outlineOf(1))).status).toBe(404);
  expect((await carl.sign(1)).status).toBe(404);
});

test('a third reader finds both places taken', async () => {
  const { url } = await begun();
  expect((await readingClient(url, KEY_OF_CARL).join('Carl')).body.error?.message).toContain(
    'Two readers have begun',
  );
});

test('a reader who comes back on another machine reads the own outline with the key', async () => {
  const { url, anna } = await begun();
  await anna.save(1, outlineOf(13577));
  const elsewhere = readingClient(url, KEY_OF_ANNA);
  expect((await elsewhere.state()).body.you).toEqual({ seat: 'A', revision: 1, hasSigned: false });
  expect((await elsewhere.own()).body).toEqual({ revision: 1, outline: outlineOf(13577) });
});

test('of two tabs of one reader the one that is behind is told so and overwrites nothing', async () => {
  const { anna } = await begun();
  await anna.save(1, outlineOf(13577));
  await anna.save(2, outlineOf(22222));
  const behind = await anna.save(2, outlineOf(33333));
  expect(behind.status).toBe(409);
  expect(behind.body.error?.message).toContain('changed in another tab');
  expect((await anna.sign(1)).status).toBe(409);
  expect((await anna.own()).body).toEqual({ revision: 2, outline: outlineOf(22222) });
});

test('two tabs that save at once: one is taken, the other told', async () => {
  const { anna } = await begun();
  const answers = await Promise.all([1, 2, 3, 4].map(first => anna.save(1, outlineOf(first))));
  expect(answers.map(answer => answer.status).sort()).toEqual([200, 409, 409, 409]);
});

test('two readers who begin at once get one seat each, under one name only one of them does', async () => {
  const { url } = await place.start();
  const both = await Promise.all([
    readingClient(url, KEY_OF_ANNA).join('Anna'),
    readingClient(url, KEY_OF_BEN).join('Ben'),
  ]);
  expect(both.map(({ body }) => body.you?.seat).sort()).toEqual(['A', 'B']);
});

test('a restart of the server loses nothing and opens nothing', async () => {
  const first = await place.start();
  const before = readingClient(first.url, KEY_OF_ANNA);
  await before.join('Anna');
  await before.save(1, outlineOf(13577));
  await before.sign(1);
  await first.close();
  const { url } = await place.start();
  expect((await readingClient(url, KEY_OF_ANNA).own()).body.outline).toEqual(outlineOf(13577));
  expect((await readingClient(url).opened()).status).toBe(404);
  const ben = readingClient(url, KEY_OF_BEN);
  await ben.join('Ben');
  await ben.save(1, outlineOf(24688));
  await ben.sign(1);
  expect((await ben.opened()).body.outlines).toHaveLength(2);
});

test('a lost key: nobody reads or signs that outline; without its files the seat is free, the other one stays', async () => {
  const { url, anna, ben } = await begun();
  await anna.save(1, outlineOf(13577));
  await ben.save(1, outlineOf(24688));
  await rm(seatFile('A'));
  await rm(seatFile('A', '.1'));
  const anew = readingClient(url, KEY_OF_CARL);
  expect((await anew.join('Anna')).body.you).toEqual({ seat: 'A', revision: 0, hasSigned: false });
  expect((await ben.own()).body.outline).toEqual(outlineOf(24688));
});

test('a crash in the middle of a write leaves the last whole outline, and its remains are no seat', async () => {
  const { anna } = await begun();
  await anna.save(1, outlineOf(13577));
  const whole = await readFile(seatFile('A', '.1'), 'utf8');
  await writeFile(`${seatFile('A', '.2')}.77.tmp`, whole.slice(0, 100));
  expect((await anna.own()).body).toEqual({ revision: 1, outline: outlineOf(13577) });
  expect((await anna.save(2, outlineOf(2))).status).toBe(200);
});

test.each([
  ['cut off', (file: string) => truncate(file, 60)],
  ['empty', (file: string) => truncate(file, 0)],
  ['longer', (file: string) => appendFile(file, 'x')],
])(
  'a damaged file (%s) is told of, is never a free seat, and leaves the other reader alone',
  async (_, harm) => {
    const { url, anna } = await begun();
    await anna.save(1, outlineOf(13577));
    await harm(seatFile('A', '.1'));
    const carl = readingClient(url, KEY_OF_CARL);
    expect((await carl.join('Carl')).body.error?.message).toBe('A file of this reading is damaged.');
    expect((await anna.own()).body.error?.message).toBe('A file of this reading is damaged.');
  },
);

test('an outline that was put into the other seat or changed by one byte does not open', async () => {
  const { url, anna } = await bothSigned();
  const [a, b] = await Promise.all([
    readFile(seatFile('A', '.2'), 'utf8'),
    readFile(seatFile('B', '.2'), 'utf8'),
  ]);
  const sealed = (text: string) => (JSON.parse(text) as { sealed: string }).sealed;
  await writeFile(seatFile('B', '.2'), b.replace(sealed(b), sealed(a)));
  expect((await readingClient(url).opened()).body.error?.message).toBe('A file of this reading is damaged.');
  await writeFile(
    seatFile('B', '.2'),
    b.replace(
      sealed(b),
      sealed(b).replace(/.(?=.{8}$)/, x => (x === 'A' ? 'B' : 'A')),
    ),
  );
  expect((await anna.opened()).status).toBe(422);
});

test('a damaged secret stops the start: a new one would lose what it sealed', async () => {
  const server = await place.start();
  await server.close();
  await writeFile(path.join(readings(), 'seal.key'), '12');
  await expect(place.start()).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('a missing secret stops the start while there are readings, and none is made in its place', async () => {
  await begun();
  const secret = path.join(readings(), 'seal.key');
  const kept = await readFile(secret);
  await rm(secret);
  await expect(place.start()).rejects.toMatchObject({ code: 'CONFLICT' });
  await writeFile(secret, kept);
  const { url } = await place.start();
  expect((await readingClient(url, KEY_OF_ANNA).own()).status).toBe(200);
});

test("the folder and everything in it are the server's account's alone", async () => {
  const { anna } = await begun();
  await anna.save(1, outlineOf(13577));
  const inside = await readdir(readings(), { recursive: true });
  expect(inside).toHaveLength(5);
  for (const name of ['.', ...inside]) expect((await stat(path.join(readings(), name))).mode & 0o077).toBe(0);
});

test('two servers on one folder share the seats and the secret', async () => {
  const { anna } = await begun();
  await anna.save(1, outlineOf(13577));
  const second = await place.start();
  const there = readingClient(second.url, KEY_OF_ANNA);
  expect((await there.own()).body.outline).toEqual(outlineOf(13577));
  expect((await readingClient(second.url, KEY_OF_CARL).join('Carl')).status).toBe(409);
});

test('in front of a PACS the readings are ours and the PACS hears nothing of them', async () => {
  const origin = await place.start({ readingsFolder: path.join(place.folder, 'of the other') });
  const { url } = await place.start({ pacs: `${origin.url}/dicomweb` });
  await readingClient(url, KEY_OF_ANNA).join('Anna');
  expect((await readingClient(origin.url).state()).body.state).toBe('none');
  expect((await readdir(readings())).length).toBe(2);
});
