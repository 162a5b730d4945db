import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { part10Bytes } from '@timescope/core/dicom/write/part10';
import { land, landKept, type Landing, type LandingPorts } from '@timescope/core/dicomweb/landing';
import { outboxEntry } from '@timescope/core/dicomweb/outbox';
import { folderOutbox } from '@timescope/runtime/outbox/folder';
import { startAwkwardStore, type AwkwardStore, type Fault, type Manners } from '../../harness/awkwardStore';
import { handMadeResult } from '../../harness/handMadeResult';
import { expectSet } from '../../harness/storedSet';

let folder: string;
let opened: AwkwardStore[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-outbox-'));
  opened = [];
});
afterEach(async () => {
  for (const store of opened) await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function awkward(manners: Partial<Manners> = {}): Promise<AwkwardStore> {
  const store = await startAwkwardStore({ duplicates: 'overwrites', ...manners });
  opened.push(store);
  return store;
}

const ports = (more: Partial<LandingPorts> = {}): LandingPorts => ({
  fetch,
  outbox: folderOutbox(path.join(folder, 'outbox')),
  now: () => new Date('2026-11-22T10:11:12Z'),
  wait: () => Promise.resolve(),
  ...more,
});

const result = handMadeResult('first');
const uids = result.objects.map(object => object.sopInstanceUid);
const kept = () => ports().outbox.entries();
const everything = () => true;

/** The fault for the next requests of this kind, in order; then none. */
function inTurn(
  wanted: 'search' | 'send' | 'retrieve',
  ...faults: (Fault | undefined)[]
): NonNullable<Manners['fault']> {
  return kind => (kind === wanted ? faults.shift() : undefined);
}

const stateOf = ({ state }: Landing) => state;

describe('a store that behaves', () => {
  test('holds the objects, the report last, and the outbox is empty', async () => {
    const store = await awkward();
    const landing = await land(result, store.root, ports());
    expect(landing).toMatchObject({
      state: 'stored',
      objects: [{ notes: [] }, { notes: [] }, { notes: [] }],
    });
    expect(store.arrivals).toEqual(uids);
    expectSet(store.held, [result], { byteForByte: true });
    expect(await kept()).toEqual([]);
    expect(await readdir(path.join(folder, 'outbox'))).toEqual([]);
  });

  test('gets a repeat of the same result not a second time, also on another day', async () => {
    const store = await awkward();
    await land(result, store.root, ports());
    const nextDay = handMadeResult('first', { time: '070000' });
    expect(nextDay.key).toBe(result.key);
    expect(await land(nextDay, store.root, ports())).toMatchObject({
      state: 'stored',
      objects: [{ notes: [{ path: '00080033', accepted: true }] }, {}, {}],
    });
    expect(store.arrivals).toEqual(uids);
    expectSet(store.held, [result], { byteForByte: true });
  });

  test('gets a changed result as a second version beside the first', async () => {
    const store = await awkward();
    await land(result, store.root, ports());
    const changed = handMadeResult('one cell flipped', { predecessor: uids[2] ?? null });
    await land(changed, store.root, ports());
    expectSet(store.held, [result, changed], { byteForByte: true });
  });

  test('a repeat while the first saving waits sends the bytes of the first', async () => {
    let isDown = true;
    const store = await awkward({ fault: () => (isDown ? 'busy' : undefined) });
    expect(stateOf(await land(result, store.root, ports()))).toBe('waiting');
    isDown = false;
    await land(handMadeResult('first', { time: '235959' }), store.root, ports());
    expectSet(store.held, [result], { byteForByte: true });
  });
});

describe('a store that fails for a while', () => {
  test.each<[string, NonNullable<Manners['fault']>]>([
    ['is busy four times', inTurn('send', 'busy', 'busy', 'busy', 'busy')],
    ['resets the connection', inTurn('send', 'reset', 'reset')],
    ['stores and resets the connection', inTurn('send', 'stores-and-resets')],
    ['stores and answers 500', inTurn('send', 'stores-and-says-busy')],
    ['hands out an object only after its second question', inTurn('retrieve', 'not-yet')],
  ])('%s: stored in one go', async (_, fault) => {
    const store = await awkward({ fault });
    expect(stateOf(await land(result, store.root, ports()))).toBe('stored');
    expectSet(store.held, [result], { byteForByte: true });
  });

  test.each<['search' | 'send' | 'retrieve', Fault]>([
    ['search', 'busy'],
    ['search', 'page'],
    ['search', 'broken'],
    ['search', 'reset'],
    ['send', 'busy'],
    ['send', 'page'],
    ['send', 'broken'],
    ['send', 'full'],
    ['send', 'says-ok-and-forgets'],
    ['retrieve', 'busy'],
    ['retrieve', 'page'],
    ['retrieve', 'cuts'],
    ['retrieve', 'breaks-off'],
    ['retrieve', 'reset'],
  ])('%s answered by %s: it waits, and goes later without loss or double', async (kind, fault) => {
    let isDown = true;
    const store = await awkward({ fault: asked => (isDown && asked === kind ? fault : undefined) });
    const landing = await land(result, store.root, ports());
    expect(landing).toMatchObject({ state: 'waiting', why: fault === 'full' ? 'full' : 'busy' });
    expect(await kept()).toMatchObject([{ key: result.key, tries: 1, last: landing }]);
    isDown = false;
    expect([...(await landKept(everything, ports())).values()].map(stateOf)).toEqual(['stored']);
    expectSet(store.held, [result], { byteForByte: true });
    expect(new Set(store.arrivals).size).toBe(store.arrivals.length);
    expect(await kept()).toEqual([]);
  });

  test('the report is not sent while another object waits', async () => {
    const store = await awkward({ fault: inTurn('send', undefined, 'full') });
    expect(stateOf(await land(result, store.root, ports()))).toBe('waiting');
    expect([...store.held.keys()]).toEqual(uids.slice(0, 1));
  });

  test('an object that was compared is not retrieved again', async () => {
    const retrieved: string[] = [];
    let isFull = true;
    const store = await awkward({
      fault: (kind, request) => {
        if (kind === 'retrieve') retrieved.push(request.url?.split('/').at(-1) ?? '');
        return kind === 'send' && isFull && retrieved.length > 0 ? 'full' : undefined;
      },
    });
    await land(result, store.root, ports());
    isFull = false;
    await landKept(everything, ports());
    expect(retrieved.filter(uid => uid === uids[0])).toHaveLength(1);
    expectSet(store.held, [result]);
  });

  test('an object that was compared and then lost in the store is sent again', async () => {
    const store = await awkward({ fault: inTurn('send', undefined, 'full') });
    await land(result, store.root, ports());
    store.held.clear();
    await landKept(everything, ports());
    expectSet(store.held, [result]);
  });

  test('a result that always fails does not stand in the way of the others', async () => {
    const other = handMadeResult('other');
    const store = await awkward({
      fault: (kind, request) =>
        kind === 'search' && request.url?.includes(uids[0] ?? '') ? 'broken' : undefined,
    });
    await land(result, store.root, ports());
    await ports().outbox.put(outboxEntry(other, store.root, new Date('2026-11-22T11:00:00Z')), other.objects);
    await landKept(everything, ports());
    expectSet(store.held, [other]);
    expect(await kept()).toMatchObject([{ key: result.key, tries: 2 }]);
  });
});

describe('a store that refuses', () => {
  test('asks for a login: nothing is tried again until somebody logged in', async () => {
    let token = 'old';
    const asked: number[] = [];
    const store = await awkward({
      fault: (_, request) => {
        asked.push(1);
        return request.headers.authorization === 'Bearer new' ? undefined : 'login';
      },
    });
    const headers = () => Promise.resolve({ Authorization: `Bearer ${token}` });
    expect(await land(result, store.root, ports({ headers }))).toMatchObject({
      state: 'waiting',
      why: 'login',
      nextStep: 'Log in again.',
    });
    expect(asked).toHaveLength(1);
    expect(JSON.stringify(await kept())).not.toContain('Bearer');
    token = 'new';
    await landKept(everything, ports({ headers }));
    expectSet(store.held, [result]);
  });

  test.each<[Fault, RegExp]>([
    ['refuses-class', /The store refused "tissue": it does not take objects of this kind/],
    ['forbidden', /refuses access/],
  ])('%s: refused with the reason, kept until somebody acts', async (fault, message) => {
    const store = await awkward({ fault: kind => (kind === 'send' ? fault : undefined) });
    const landing = await land(result, store.root, ports());
    expect(landing).toMatchObject({ state: 'refused', object: 'tissue' });
    expect(landing.state === 'refused' && landing.message).toMatch(message);
    expect(store.held.size).toBe(0);
    expect(await kept()).toMatchObject([{ last: { state: 'refused' } }]);
  });

  test('has other content under the same UID: refused, and nothing is overwritten', async () => {
    const store = await awkward();
    const [first] = result.objects;
    const foreign = part10Bytes({
      SOPClassUID: first?.sopClassUid,
      SOPInstanceUID: first?.sopInstanceUid,
      PatientName: 'Another',
    });
    store.held.set(uids[0] ?? '', foreign);
    const landing = await land(result, store.root, ports());
    expect(landing).toMatchObject({ state: 'refused', object: 'tissue' });
    expect(store.overwritten()).toBe(0);
    expect(store.held.get(uids[0] ?? '')).toBe(foreign);
  });

  test('answers 409 to what it has, also to the same content: stored', async () => {
    const store = await awkward({ duplicates: 'refuses' });
    for (const object of result.objects) store.held.set(object.sopInstanceUid, object.bytes);
    // The search finds nothing, so that the object is sent a second time.
    const blind: typeof fetch = (input, init) =>
      (input as string).includes('?')
        ? Promise.resolve(new Response(null, { status: 204 }))
        : fetch(input, init);
    expect(stateOf(await land(result, store.root, ports({ fetch: blind })))).toBe('stored');
    expectSet(store.held, [result], { byteForByte: true });
  });

  test('changes a pixel on the way: refused', async () => {
    const store = await awkward({
      keeps: file => {
        const changed = file.slice();
        changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
        return changed;
      },
    });
    const landing = await land(result, store.root, ports());
    expect(landing).toMatchObject({ state: 'refused', object: 'tissue' });
    expect(landing.state === 'refused' && landing.message).toMatch(/7FE00010 changed/);
  });

  test('corrects the patient: stored, and the note says what', async () => {
    const store = await awkward({
      keeps: file =>
        Buffer.from(Buffer.from(file).toString('latin1').replace('Hand^Made', 'Real^Name'), 'latin1'),
    });
    expect(await land(result, store.root, ports())).toMatchObject({
      state: 'stored',
      objects: [{ notes: [{ path: '00100010', kind: 'changed', accepted: true }] }, {}, {}],
    });
  });
});

test('a damaged file of the outbox is not sent', async () => {
  const store = await awkward();
  const outbox = ports().outbox;
  const damaged = {
    ...outbox,
    bytes: async (id: string, uid: string) => (await outbox.bytes(id, uid))?.fill(0, 200),
  };
  expect(await land(result, store.root, ports({ outbox: damaged }))).toMatchObject({
    state: 'refused',
    message: 'The kept file of "tissue" is damaged.',
  });
  expect(store.held.size).toBe(0);
});

test('when the outbox cannot keep a result, nothing is sent', async () => {
  const store = await awkward();
  const outbox = folderOutbox(path.join(import.meta.filename, 'no folder'));
  await expect(land(result, store.root, ports({ outbox }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(store.held.size).toBe(0);
});
