import { jest } from '@jest/globals';
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

test('a version signed in one tab outlasts a change in another one, which shows it', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  const [one, two] = [await openedReadings(drafts), await openedReadings(drafts)];
  one.addSigned(signedByHand());
  await storedSoon();
  two.change(reading => ({ ...reading, pcms: 3 }));
  two.storeNow();
  await storedSoon();
  expect((await drafts.read('1.2 A'))?.signed).toHaveLength(1);
  expect(two.state.get()).toMatchObject({ isSigned: true, wasChangedElsewhere: true });
  expect(two.state.get().signed).toHaveLength(1);
});

test('versions signed in two tabs are both kept', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  const [one, two] = [await openedReadings(drafts), await openedReadings(drafts)];
  one.addSigned(signedByHand({ signedAt: 1 }));
  two.addSigned(signedByHand({ signedAt: 2 }));
  await storedSoon();
  expect((await drafts.read('1.2 A'))?.signed.map(({ signedAt }) => signedAt)).toEqual([1, 2]);
  expect(two.state.get().signed).toHaveLength(2);
});

test('what one tab stored is not written over by another; there it is one step of undo away', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  const [one, two] = [await openedReadings(drafts), await openedReadings(drafts)];
  one.change(reading => ({ ...reading, edits: [{ x: 1, y: 1, grade: 2 }] }));
  one.storeNow();
  two.change(reading => ({ ...reading, pcms: 3 }));
  two.storeNow();
  await storedSoon();
  expect((await drafts.read('1.2 A'))?.reading.edits).toHaveLength(1);
  expect(two.get()).toMatchObject({ pcms: undefined, edits: [{ grade: 2 }] });
  two.undo();
  expect(two.get()).toMatchObject({ pcms: 3, edits: [] });
});

test('a tab is told what another one stored and shows it at once', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  const told: ((key: string) => void)[] = [];
  const tabs = {
    tell: (key: string) => told.forEach(act => act(key)),
    onTold: (act: never) => void told.push(act),
  };
  const one = new ReadingStore(drafts, tabs);
  const two = new ReadingStore(drafts, tabs);
  await one.open('1.2 A');
  await two.open('1.2 A');
  one.change(reading => ({ ...reading, thresholds: thresholds(0.3) }));
  one.storeNow();
  await storedSoon();
  expect(two.get().thresholds?.[0]).toBe(0.3);
  expect(two.state.get().wasChangedElsewhere).toBe(true);
  expect(one.state.get().wasChangedElsewhere).toBe(false);
  two.change(reading => ({ ...reading, thresholds: thresholds(0.4) }));
  two.storeNow();
  await storedSoon();
  expect((await drafts.read('1.2 A'))?.reading.thresholds?.[0]).toBe(0.4);
});

test('many changes of one tab while its writes are under way are its own', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  const store = await openedReadings(drafts);
  for (const first of [0.1, 0.2, 0.3]) {
    store.change(reading => ({ ...reading, thresholds: thresholds(first) }));
    store.storeNow();
  }
  await storedSoon();
  expect((await drafts.read('1.2 A'))?.reading.thresholds?.[0]).toBe(0.3);
  expect(store.state.get()).toMatchObject({ wasChangedElsewhere: false, draft: { kind: 'saved' } });
});
