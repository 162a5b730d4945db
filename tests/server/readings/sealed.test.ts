import { jest } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { workplace, type Workplace } from '../testServer';
import { bothBegin, KEY_OF_BEN, KEY_OF_CARL, outlineOf, readingClient } from './readingClient';

let place: Workplace;
const printed: string[] = [];
const spies: { mockRestore(): void }[] = [];

beforeEach(async () => {
  place = await workplace();
  printed.length = 0;
  for (const stream of [process.stdout, process.stderr])
    spies.push(jest.spyOn(stream, 'write').mockImplementation(text => printed.push(String(text)) > 0));
});
afterEach(async () => {
  for (const spy of spies.splice(0)) spy.mockRestore();
  await place.close();
});

/** Of Anna's outline: as numbers of its run, and her name where the other reader should not see even that. */
const HERS = 24681357;
const HER_RUN = [HERS, 8642];
const annas = {
  version: 1,
  savedAt: 5,
  columns: 8192,
  rows: 8192,
  slices: [{ sopInstanceUid: '1.2.3.1', runs: HER_RUN }],
};

/** Anna has drawn (and signed), Ben is the other reader and tries everything. */
async function annaDrew(hasSigned: boolean) {
  const server = await place.start();
  const { anna, ben } = await bothBegin(server.url);
  await anna.save(1, annas);
  await ben.save(1, outlineOf(24688));
  if (hasSigned) await anna.sign(1);
  return { ...server, anna, ben };
}

const everyFile = async (folder: string): Promise<readonly (readonly [string, string])[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
  return Promise.all(files.map(async file => [file, await readFile(file, 'latin1')] as const));
};

/** The run in any of the forms in which it could lie about. */
function shows(text: string): boolean {
  const words = new Uint8Array(Uint32Array.from(HER_RUN).buffer);
  const forms = [String(HERS), HERS.toString(16), String.fromCharCode(...words)];
  const encoded = [Buffer.from(JSON.stringify(annas)), Buffer.from(words)].map(bytes =>
    bytes.toString('base64'),
  );
  return [...forms, ...encoded.map(form => form.slice(0, 10))].some(form => text.includes(form));
}

describe.each([
  ['while Anna draws', false],
  ['after Anna has signed and Ben has not', true],
])('%s', (_, hasSigned) => {
  test('the search for what must be hidden finds it where it is not hidden', () => {
    expect(shows(JSON.stringify(annas))).toBe(true);
    expect(shows(Buffer.from(JSON.stringify(annas)).toString('base64'))).toBe(true);
  });

  test('QIDO and WADO list and give the scan alone', async () => {
    const { url } = await annaDrew(hasSigned);
    const before = ['studies', 'studies/1.2/series', 'studies/1.2/instances', 'studies/1.2/metadata'];
    for (const address of before) {
      const answer = await fetch(`${url}/dicomweb/${address}`);
      const text = await answer.text();
      expect(shows(text)).toBe(false);
      expect(text).not.toMatch(/Anna|Ben|timescope/i);
    }
    const instances = (await (await fetch(`${url}/dicomweb/studies/1.2/instances`)).json()) as unknown[];
    expect(instances).toHaveLength(2);
    const study = await fetch(`${url}/dicomweb/studies/1.2`, {
      headers: { accept: 'multipart/related; type="application/dicom"' },
    });
    expect(shows(Buffer.from(await study.arrayBuffer()).toString('latin1'))).toBe(false);
  });

  test('polling says who has signed and nothing more: no name, no size, no time, no count of versions', async () => {
    const { ben, url } = await annaDrew(hasSigned);
    const seats = [
      { seat: 'A', hasSigned },
      { seat: 'B', hasSigned: false },
    ];
    const state = hasSigned ? 'oneSigned' : 'open';
    expect((await readingClient(url).state()).body).toEqual({ state, seats });
    expect((await readingClient(url, KEY_OF_CARL).state()).body).toEqual({ state, seats });
    const you = { seat: 'B', revision: 1, hasSigned: false };
    expect((await ben.state()).body).toEqual({ state, seats, you });
  });

  test("the other reader's page is the same, however often it asks while Anna draws on", async () => {
    const { ben, anna } = await annaDrew(hasSigned);
    const before = (await ben.state()).body;
    await anna.save(2, { ...annas, slices: [] });
    expect((await ben.state()).body).toEqual(before);
  });

  test('drafts: every address gives Ben his own outline or nothing', async () => {
    const { ben, url } = await annaDrew(hasSigned);
    expect((await ben.own()).body.outline).toEqual(outlineOf(24688));
    expect((await ben.opened()).status).toBe(404);
    const root = `${url}/timescope/readings`;
    const tries = [
      '',
      '/1.2',
      '/1.2/1.2.30/seat',
      '/1.2/1.2.30/A',
      '/1.2/1.2.30/outline/A',
      '/1.2/1.2.30/outline?seat=A',
    ];
    for (const address of tries) {
      const answer = await fetch(root + address, { headers: { 'x-timescope-key': KEY_OF_BEN } });
      expect(shows(await answer.text())).toBe(false);
    }
  });

  test('errors that Ben can provoke carry nothing of Anna', async () => {
    const { ben } = await annaDrew(hasSigned);
    const answers = [
      await ben.sign(7),
      await ben.save(9, outlineOf(1)),
      await ben.save(1, {}),
      await ben.opened(),
    ];
    for (const { status, body } of answers) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(JSON.stringify(body)).not.toMatch(/Anna|A"/);
      expect(shows(JSON.stringify(body))).toBe(false);
    }
  });

  test('the server prints nothing of it', async () => {
    await annaDrew(hasSigned);
    expect(shows([...printed, ...place.lines].join())).toBe(false);
    expect([...printed, ...place.lines].join()).not.toMatch(/Anna|Ben/);
  });

  test('a listing of every file of the server shows neither the outline nor a key, in no name and no content', async () => {
    await annaDrew(hasSigned);
    const files = await everyFile(place.folder);
    expect(files.filter(([file]) => file.endsWith('.json')).length).toBeGreaterThanOrEqual(2);
    for (const [file, content] of files) {
      expect(shows(file + content)).toBe(false);
      expect(file + content).not.toMatch(/AAAAA-AAAAA|BBBBB-BBBBB/);
      expect(file).not.toMatch(/Anna|1\.2\.3/);
    }
  });

  test('the files of the host and our bundles do not reach the folder of the readings', async () => {
    const { url } = await annaDrew(hasSigned);
    const file = (await everyFile(path.join(place.folder, 'cache/readings'))).at(-1)?.[0] ?? '';
    const inside = path.relative(path.join(place.folder, 'cache'), file);
    for (const address of [
      `/${inside}`,
      `/plugins/../cache/${inside}`,
      `/plugins/%2e%2e/cache/${inside}`,
      `/..%2f${inside}`,
    ]) {
      const text = await (await fetch(url + address)).text();
      expect(text).not.toContain('sealed');
    }
  });
});
