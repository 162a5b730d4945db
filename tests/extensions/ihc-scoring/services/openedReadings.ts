import { jest } from '@jest/globals';
import {
  ReadingStore,
  type ReadingRecord,
} from '../../../../extensions/ihc-scoring/src/services/ReadingStore';
import { memoryDrafts } from '../../../harness/memoryDrafts';

export const thresholds = (first: number) => [first, 0.6, 0.8] as const;

/** A page's readings on what a browser keeps, opened at the reading with this key. */
export async function openedReadings(drafts = memoryDrafts<ReadingRecord>(), key = '1.2 A') {
  const store = new ReadingStore(drafts);
  await store.open(key);
  return store;
}

/** On the fake clock of these tests. */
export const storedSoon = () => jest.advanceTimersByTimeAsync(5);
