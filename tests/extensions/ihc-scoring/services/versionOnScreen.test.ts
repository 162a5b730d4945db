import {
  ReadingStore,
  type ReadingRecord,
} from '../../../../extensions/ihc-scoring/src/services/ReadingStore';
import { versionOnScreen } from '../../../../extensions/ihc-scoring/src/services/readingState';
import { memoryDrafts } from '../../../harness/memoryDrafts';
import { signedByHand } from './byHand';
import { soon } from './readingPage';

const thresholds = (first: number) => [first, 0.6, 0.8] as const;

async function opened(drafts = memoryDrafts<ReadingRecord>()) {
  const store = new ReadingStore(drafts);
  await store.open('1.2 A');
  return store;
}

test('an older signed version that is opened stands with its own signature, also after a reload', async () => {
  const drafts = memoryDrafts<ReadingRecord>();
  const store = await opened(drafts);
  const first = signedByHand();
  const reading = { ...first.reading, thresholds: thresholds(0.2) };
  const second = signedByHand({ number: 2, signedAt: 2, runId: 'r2', reading });
  store.restore(second.reading, second);
  store.restore(first.reading, first);
  expect(store.state.get().signed).toEqual([first, second]);
  expect(versionOnScreen(store.state.get())).toBe(first);
  await soon();
  const after = await opened(drafts);
  expect(versionOnScreen(after.state.get())).toEqual(first);
  after.beginVersion();
  expect(versionOnScreen(after.state.get())).toBeUndefined();
});

test('a signed reading of before its seal was kept stands with its newest signature', () => {
  const signed = [signedByHand(), signedByHand({ number: 2, signedAt: 2 })];
  expect(versionOnScreen({ isSigned: true, signed })).toBe(signed[1]);
});
