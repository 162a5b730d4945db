import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { land, landKept, type LandingPorts } from '@timescope/core/dicomweb/landing';
import { folderOutbox } from '@timescope/runtime/outbox/folder';
import { handMadeResult, handMadeStudy } from '../harness/handMadeResult';
import { startOrthanc, type Orthanc } from '../harness/orthanc';
import { expectSet, storedSet } from '../harness/storedSet';
import { workplace, type Workplace } from '../server/testServer';

let orthanc: Orthanc;
let place: Workplace;
let folder: string;
beforeAll(async () => {
  orthanc = await startOrthanc();
  place = await workplace();
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-outbox-'));
});
afterAll(async () => {
  await orthanc.stop();
  await place.close();
  await rm(folder, { recursive: true, force: true });
});

const ports = (more: Partial<LandingPorts> = {}): LandingPorts => ({
  fetch,
  outbox: folderOutbox(folder),
  now: () => new Date(),
  wait: () => Promise.resolve(),
  ...more,
});

describe.each<[string, { byteForByte: boolean }, () => Promise<string>]>([
  ['Orthanc', { byteForByte: false }, () => Promise.resolve(orthanc.root)],
  ['our own server', { byteForByte: true }, async () => `${(await place.start()).url}/dicomweb`],
])('%s', (name, how, start) => {
  let root: string;
  beforeAll(async () => {
    root = await start();
  });
  const study = (part: string) => `${handMadeStudy}.${String(name.length)}${part}`;
  const expectStored = async (uid: string, ...versions: ResultObjects[]) => {
    expectSet(await storedSet(root, uid), versions, how);
    expect(await ports().outbox.entries()).toEqual([]);
  };

  test('holds a result after one saving, and the same after a second one on another day', async () => {
    const result = handMadeResult('first', { study: study('1') });
    expect(await land(result, root, ports())).toMatchObject({ state: 'stored' });
    await expectStored(study('1'), result);
    expect(
      await land(handMadeResult('first', { study: study('1'), time: '000001' }), root, ports()),
    ).toMatchObject({ state: 'stored' });
    await expectStored(study('1'), result);
  });

  test('save, flip one cell, save: two versions, both retrievable', async () => {
    const first = handMadeResult('cell 7 negative', { study: study('2') });
    const predecessor = first.objects.at(-1)?.sopInstanceUid ?? null;
    const second = handMadeResult('cell 7 positive', { study: study('2'), predecessor });
    await land(first, root, ports());
    await land(second, root, ports());
    await expectStored(study('2'), first, second);
  });

  test('takes every object although half of the answers to it are lost', async () => {
    const result = handMadeResult('lossy', { study: study('3') });
    let requests = 0;
    const lossy: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (++requests % 2 === 0) return answer;
      await answer.arrayBuffer();
      throw new TypeError('the connection broke');
    };
    expect(await land(result, root, ports({ fetch: lossy }))).toMatchObject({ state: 'stored' });
    await expectStored(study('3'), result);
  });

  test('is away while three results are saved, and gets them all when it is back', async () => {
    const results = ['a', 'b', 'c'].map(content => handMadeResult(content, { study: study('4') }));
    const away: typeof fetch = () => Promise.reject(new TypeError('no route'));
    for (const result of results)
      expect(await land(result, root, ports({ fetch: away }))).toMatchObject({
        state: 'waiting',
        why: 'busy',
      });
    expect(await ports().outbox.entries()).toHaveLength(3);
    await landKept(() => true, ports());
    await expectStored(study('4'), ...results);
  });

  test('keeps the first content under a UID; other content is refused, not called stored', async () => {
    const result = handMadeResult('mine', { study: study('5') });
    const [tissue] = result.objects;
    if (!tissue) throw new Error('The result has no object.');
    const bytes = tissue.bytes.slice();
    bytes[bytes.length - 1] = 99;
    const foreign = { ...result, key: 'another', objects: [{ ...tissue, bytes }] };
    expect(await land(foreign, root, ports())).toMatchObject({ state: 'stored' });
    expect(await land(result, root, ports())).toMatchObject({
      state: 'refused',
      object: 'tissue',
      message: expect.stringContaining('7FE00010 changed') as string,
    });
    expect((await storedSet(root, study('5'))).size).toBe(1);
    for (const entry of await ports().outbox.entries()) await ports().outbox.remove(entry.id);
  });
});
