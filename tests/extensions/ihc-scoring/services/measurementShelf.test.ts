import { emptyCellTable } from '../../../../extensions/ihc-scoring/src/pipeline/cellTable';
import {
  dropLostParts,
  measurementShelf,
  type ShelvedPart,
} from '../../../../extensions/ihc-scoring/src/services/measurementShelf';
import { memoryDrafts } from '../../../harness/memoryDrafts';
import { measurementByHand } from './byHand';

test('a measurement comes back with the same result and the same cells', async () => {
  const shelf = measurementShelf(memoryDrafts());
  await shelf.keep(measurementByHand('r1'));
  expect(await shelf.take('r1')).toEqual(measurementByHand('r1'));
});

test('25,000 cells are stored in parts, so that no copy holds the page up for long', async () => {
  const drafts = memoryDrafts<ShelvedPart>();
  const shelf = measurementShelf(drafts);
  const tables = Array.from({ length: 25 }, () => ({ ...emptyCellTable(), count: 1000 }));
  await shelf.keep({ ...measurementByHand('r1'), tables });
  expect(await drafts.read('r1')).toMatchObject({ parts: 3 });
  expect((await shelf.take('r1'))?.tables).toHaveLength(25);
});

test('a measurement that was stored in part is none', async () => {
  const drafts = memoryDrafts<ShelvedPart>();
  const shelf = measurementShelf(drafts);
  await shelf.keep(measurementByHand('r1'));
  await drafts.remove('r1 0');
  expect(await shelf.take('r1')).toBeUndefined();
});

test('a dropped measurement leaves nothing behind', async () => {
  const drafts = memoryDrafts<ShelvedPart>();
  const shelf = measurementShelf(drafts);
  await shelf.keep(measurementByHand('r1'));
  await shelf.drop('r1');
  expect(await drafts.read('r1')).toBeUndefined();
  expect(await drafts.read('r1 0')).toBeUndefined();
});

test('a measurement that did not fit leaves nothing behind', async () => {
  const drafts = memoryDrafts<ShelvedPart>();
  const isHead = (draft: ShelvedPart) => 'parts' in draft;
  const full: typeof drafts.write = (key, draft) =>
    isHead(draft) ? Promise.reject(new Error('full')) : drafts.write(key, draft);
  await expect(measurementShelf({ ...drafts, write: full }).keep(measurementByHand('r1'))).rejects.toThrow(
    'full',
  );
  expect(await drafts.keys()).toEqual([]);
});

test('parts of a page that was closed half way go after an hour; whole measurements and fresh parts stay', async () => {
  const drafts = memoryDrafts<ShelvedPart>();
  const now = Date.UTC(2026, 10, 22);
  const [whole, lost, fresh] = [now - 4e6, now - 4e6 + 1, now].map(at => `${at.toString(36)}-x`);
  await measurementShelf(drafts).keep(measurementByHand(whole ?? ''));
  await drafts.write(`${lost} 0`, []);
  await drafts.write(`${fresh} 0`, []);
  await dropLostParts(drafts, now);
  expect(await drafts.keys()).toEqual([`${whole} 0`, whole, `${fresh} 0`]);
});
