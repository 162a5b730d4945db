import { jest } from '@jest/globals';
import type { SharedDrafts } from '@timescope/runtime/drafts';
import {
  ReadingStore,
  type ReadingRecord,
} from '../../../../extensions/ihc-scoring/src/services/ReadingStore';
import { memoryDrafts } from '../../../harness/memoryDrafts';
import { signedByHand } from './byHand';
import { openedReadings, storedSoon, thresholds } from './openedReadings';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const full = () => Promise.reject(new Error('This browser did not store the draft: the disk is full.'));

/** A browser that stores nothing. */
const refusing: SharedDrafts<ReadingRecord> = {
  read: full,
  write: full,
  remove: full,
  change: full,
  keys: full,
};

test('each change is one step back and one step forward', async () => {
  const store = await openedReadings();
  store.change(reading => ({ ...reading, thresholds: thresholds(0.1) }));
  store.change(reading => ({ ...reading, thresholds: thresholds(0.2) }));
  store.undo();
  expect(store.get().thresholds?.[0]).toBe(0.1);
  store.undo();
  expect(store.get().thresholds).toBeUndefined();
  expect(store.state.get()).toMatchObject({ canUndo: false, canRedo: true });
  store.redo();
  expect(store.state.get().reading.thresholds?.[0]).toBe(0.1);
});

test('a change is stored within two seconds, many changes at once', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  const write = jest.spyOn(drafts, 'write');
  const store = await openedReadings(drafts);
  for (let step = 1; step <= 50; step++) {
    store.change(reading => ({ ...reading, thresholds: thresholds(step / 100) }));
    await jest.advanceTimersByTimeAsync(10);
  }
  await jest.advanceTimersByTimeAsync(1500);
  expect(write.mock.calls.length).toBeLessThanOrEqual(2);
  expect((await drafts.read('1.2 A'))?.reading.thresholds?.[0]).toBe(0.5);
  expect(store.state.get().draft.kind).toBe('saved');
});

test('what was left is there when the slide is opened again, also without waiting for the autosave', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  const before = await openedReadings(drafts);
  before.change(reading => ({ ...reading, preset: 'er', thresholds: thresholds(0.3) }));
  before.close();
  const after = await openedReadings(drafts);
  expect(after.get()).toMatchObject({ preset: 'er', thresholds: [0.3, 0.6, 0.8] });
  expect(after.state.get().draft.kind).toBe('restored');
});

test('a new slide begins with the marker of the last one and nothing else of it', async () => {
  const store = await openedReadings();
  store.change(reading => ({ ...reading, preset: 'her2', thresholds: thresholds(0.3) }));
  await store.open('9.9 A');
  expect(store.get()).toMatchObject({ preset: 'her2', thresholds: undefined, edits: [] });
  expect(store.state.get().canUndo).toBe(false);
});

test('readings of two readers on one machine do not mix', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  const store = await openedReadings(drafts, '1.2 A');
  store.change(reading => ({ ...reading, thresholds: thresholds(0.3) }));
  await store.open('1.2 B');
  expect(store.get().thresholds).toBeUndefined();
  store.change(reading => ({ ...reading, thresholds: thresholds(0.4) }));
  await store.open('1.2 A');
  expect(store.get().thresholds?.[0]).toBe(0.3);
});

test('a reading that began without a name goes on under the first one, and no other name finds it', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  const store = await openedReadings(drafts, '1.2 ');
  store.change(reading => ({ ...reading, thresholds: thresholds(0.3) }));
  expect(await store.moveTo('1.2 A')).toBe(true);
  expect((await drafts.read('1.2 A'))?.reading.thresholds?.[0]).toBe(0.3);
  expect(await drafts.read('1.2 ')).toBeUndefined();
});

test('a name that has a reading of its own keeps it', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  const own = await openedReadings(drafts, '1.2 A');
  own.change(reading => ({ ...reading, thresholds: thresholds(0.3) }));
  own.close();
  const store = await openedReadings(drafts, '1.2 ');
  expect(await store.moveTo('1.2 A')).toBe(false);
  expect(store.state.get().key).toBe('1.2 ');
});

test('a browser that refuses to store is named in one sentence and loses nothing in memory', async () => {
  const store = await openedReadings(refusing);
  store.change(reading => ({ ...reading, thresholds: thresholds(0.3) }));
  await jest.advanceTimersByTimeAsync(1500);
  expect(store.state.get().draft).toEqual({
    kind: 'failed',
    reason: 'This browser did not store the draft: the disk is full.',
  });
  expect(store.get().thresholds?.[0]).toBe(0.3);
  store.undo();
  expect(store.get().thresholds).toBeUndefined();
});

test('before its reading was looked up nothing can be changed: the stored one would be lost', () => {
  const store = new ReadingStore(memoryDrafts());
  void store.open('1.2 A');
  expect(store.change(reading => ({ ...reading, preset: 'er' }))).toBe(false);
  expect(store.get().preset).toBe('ki67');
});

test('the slide that was opened last is the one that is shown, however slow the first one is', async () => {
  const kept = memoryDrafts<ReadingRecord>();
  let answer: () => void = () => undefined;
  const slow = new Promise<undefined>(resolve => {
    answer = () => resolve(undefined);
  });
  const drafts = { ...kept, read: (key: string) => (key === 'slow' ? slow : kept.read(key)) };
  const store = new ReadingStore(drafts);
  const first = store.open('slow');
  await store.open('fast');
  answer();
  await first;
  expect(store.state.get().key).toBe('fast');
});

test('a signed reading refuses every change until a new version is begun, which keeps the old one', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  const store = await openedReadings(drafts);
  store.change(reading => ({ ...reading, thresholds: thresholds(0.3) }));
  store.addSigned(signedByHand({ number: 1, reading: store.get() }));
  expect(store.change(reading => ({ ...reading, preset: 'er' }))).toBe(false);
  store.undo();
  expect(store.get()).toMatchObject({ preset: 'ki67', thresholds: [0.3, 0.6, 0.8] });
  expect(store.state.get()).toMatchObject({ isSigned: true, wasRefused: true, canUndo: false });
  store.beginVersion();
  expect(store.change(reading => ({ ...reading, thresholds: thresholds(0.4) }))).toBe(true);
  store.close();
  const again = await openedReadings(drafts);
  expect(again.state.get().isSigned).toBe(false);
  expect(again.state.get().signed.map(({ number, reading }) => [number, reading.thresholds])).toEqual([
    [1, [0.3, 0.6, 0.8]],
  ]);
});

test('a reading that was signed is still frozen after the page is loaded again', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  const store = await openedReadings(drafts);
  store.addSigned(signedByHand({ number: 1, reading: store.get() }));
  const again = await openedReadings(drafts);
  expect(again.state.get()).toMatchObject({ isSigned: true });
  expect(again.change(reading => ({ ...reading, preset: 'er' }))).toBe(false);
});

test('the end of a run is written to its own reading, also when another slide is on screen', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  const store = await openedReadings(drafts, '1.2 A');
  await store.noteRun('1.2 A', { begun: { kind: 'slide' } });
  await store.open('9.9 A');
  await store.noteRun('1.2 A', { runId: 'r1', begun: undefined });
  expect(store.state.get().runId).toBeUndefined();
  expect(await drafts.read('1.2 A')).toMatchObject({ runId: 'r1', begun: undefined });
});

test('what the browser refused to store is there after another slide, and stored when it allows it', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  let isFull = true;
  const store = new ReadingStore({ ...drafts, change: (...by) => (isFull ? full() : drafts.change(...by)) });
  await store.open('1.2 A');
  store.change(reading => ({ ...reading, thresholds: thresholds(0.3) }));
  await jest.advanceTimersByTimeAsync(1500);
  expect(store.state.get().draft.kind).toBe('failed');
  await store.open('9.9 A');
  await store.open('1.2 A');
  expect(store.get().thresholds?.[0]).toBe(0.3);
  isFull = false;
  await store.open('9.9 A');
  await storedSoon();
  expect((await drafts.read('1.2 A'))?.reading.thresholds?.[0]).toBe(0.3);
});

test('a reading that could not be looked up is not written over', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  (await openedReadings(drafts)).addSigned(signedByHand());
  await storedSoon();
  const blind = new ReadingStore({ ...drafts, read: full });
  await blind.open('1.2 A');
  expect(blind.state.get().draft.kind).toBe('failed');
  blind.change(reading => ({ ...reading, pcms: 4 }));
  blind.storeNow();
  await storedSoon();
  expect((await drafts.read('1.2 A'))?.signed).toHaveLength(1);
  expect(blind.state.get().signed).toHaveLength(1);
});

test('undo is still there after another slide was looked at', async () => {
  const store = await openedReadings();
  store.change(reading => ({ ...reading, pcms: 1 }));
  await store.open('9.9 A');
  await store.open('1.2 A');
  expect(store.state.get().canUndo).toBe(true);
  store.undo();
  expect(store.get().pcms).toBeUndefined();
});

test('a reading from the archive takes the place of what is on screen, one step of Undo away', async () => {
  const store = await openedReadings();
  store.change(reading => ({ ...reading, thresholds: thresholds(0.1) }));
  store.restore({ ...store.get(), thresholds: thresholds(0.3) }, undefined);
  expect(store.get().thresholds?.[0]).toBe(0.3);
  store.undo();
  expect(store.get().thresholds?.[0]).toBe(0.1);
});

test('a signed reading from the archive comes with its signature, once, and is frozen', async () => {
  const store = await openedReadings();
  const version = signedByHand();
  store.restore(version.reading, version);
  store.restore(version.reading, version);
  expect(store.state.get()).toMatchObject({ isSigned: true, signed: [version] });
  expect(store.change(reading => ({ ...reading, thresholds: thresholds(0.2) }))).toBe(false);
});
