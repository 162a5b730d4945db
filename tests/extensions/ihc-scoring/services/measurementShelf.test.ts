import { emptyCellTable } from '../../../../extensions/ihc-scoring/src/pipeline/cellTable';
import {
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
