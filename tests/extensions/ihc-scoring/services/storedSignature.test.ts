import { jest } from '@jest/globals';
import {
  ReadingStore,
  type ReadingRecord,
} from '../../../../extensions/ihc-scoring/src/services/ReadingStore';
import { keepingOf } from '../../../../extensions/ihc-scoring/src/services/readingState';
import { memoryDrafts } from '../../../harness/memoryDrafts';
import { signedByHand } from './byHand';
import { openedReadings, storedSoon, thresholds } from './openedReadings';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A reader on a slow browser, whose change is being stored, signs: each write waits for its turn. */
async function signedBusily() {
  const drafts = memoryDrafts<ReadingRecord>();
  const writes: { go: () => void; refuse: () => void }[] = [];
  const store = new ReadingStore({
    ...drafts,
    change: async (...by) => {
      await new Promise<void>((go, refused) => {
        writes.push({ go, refuse: () => refused(new Error('The disk is full.')) });
      });
      return drafts.change(...by);
    },
  });
  await store.open('1.2 A');
  store.change(reading => ({ ...reading, thresholds: thresholds(0.3) }));
  store.storeNow();
  store.addSigned(signedByHand({ number: 1, reading: store.get() }));
  const nextWrite = async (what: 'go' | 'refuse') => {
    writes.shift()?.[what]();
    await storedSoon();
  };
  return {
    store,
    drafts,
    nextWrite,
    standing: () => [keepingOf(store.state.get()), store.state.get().draft.kind],
  };
}

test('a signature counts as stored when the browser has it, not when an earlier change is stored', async () => {
  const { drafts, nextWrite, standing } = await signedBusily();
  expect(standing()).toEqual(['storing', 'pending']);
  await nextWrite('go');
  expect((await drafts.read('1.2 A'))?.isSigned).toBe(false);
  expect(standing()).toEqual(['storing', 'pending']);
  await nextWrite('go');
  expect((await drafts.read('1.2 A'))?.isSigned).toBe(true);
  expect(standing()).toEqual(['stored', 'saved']);
});

test('an earlier change that is refused says nothing of the signature, which is still being stored', async () => {
  const { nextWrite, standing } = await signedBusily();
  await nextWrite('refuse');
  expect(standing()).toEqual(['storing', 'pending']);
  await nextWrite('go');
  expect(standing()).toEqual(['stored', 'saved']);
});

test('a signature that the browser refuses is not called stored until it is', async () => {
  const { store, nextWrite, standing } = await signedBusily();
  await nextWrite('go');
  await nextWrite('refuse');
  expect(standing()).toEqual(['not stored', 'failed']);
  store.storeNow();
  await nextWrite('go');
  expect(standing()).toEqual(['stored', 'saved']);
});

test('what another tab stored meanwhile does not take a fresh signature off the screen', async () => {
  const { store, drafts, nextWrite, standing } = await signedBusily();
  const other = await openedReadings(drafts);
  other.change(reading => ({ ...reading, pcms: 3 }));
  other.storeNow();
  await storedSoon();
  await nextWrite('go');
  expect(standing()).toEqual(['storing', 'pending']);
  await nextWrite('go');
  expect(standing()).toEqual(['stored', 'saved']);
  expect(store.get().thresholds?.[0]).toBe(0.3);
  expect((await drafts.read('1.2 A'))?.reading.thresholds?.[0]).toBe(0.3);
});

test('a signed reading that is found again is stored, also while something else of it is saved', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  (await openedReadings(drafts)).addSigned(signedByHand());
  await storedSoon();
  const again = await openedReadings(drafts);
  again.amend({ ...again.get(), pcms: 3 });
  expect(again.state.get().draft.kind).toBe('pending');
  expect(keepingOf(again.state.get())).toBe('stored');
});
