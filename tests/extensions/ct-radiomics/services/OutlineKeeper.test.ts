import type { DraftPlace } from '../../../../extensions/ct-radiomics/src/services/draftPlace';
import { OutlineKeeper } from '../../../../extensions/ct-radiomics/src/services/OutlineKeeper';
import { NEW_ROI_SET } from '../../../../extensions/ct-radiomics/src/services/rois/roiSet';
import { fakeWindow } from '../../../harness/fakeWindow';

fakeWindow();

function slowKeeper() {
  const writes: { stored: () => void; refused: (why: Error) => void }[] = [];
  const place: DraftPlace = {
    name: 'slow',
    drafts: {
      read: () => Promise.resolve(undefined),
      write: () => new Promise((stored, refused) => writes.push({ stored, refused })),
    },
    key: '1.2',
    access: 'draw',
  };
  const said: string[] = [];
  const grid = { columns: 8, rows: 8, sliceUids: ['1.2.0'] };
  const keeper = new OutlineKeeper(
    place,
    grid,
    () => NEW_ROI_SET,
    ({ kind }) => said.push(kind),
  );
  return { keeper, writes, said };
}

test('an outline counts as saved when its last change is stored, not when an earlier one is', async () => {
  const { keeper, writes, said } = slowKeeper();
  keeper.noteChange();
  const first = keeper.storeNow();
  keeper.noteChange();
  writes[0]?.stored();
  await first;
  expect(said).toEqual(['pending', 'pending']);
  const second = keeper.storeNow();
  writes[1]?.stored();
  await second;
  expect(said).toEqual(['pending', 'pending', 'saved']);
});

test('of two writes under way the last one counts as saved; that the first is refused is told at once', async () => {
  const { keeper, writes, said } = slowKeeper();
  keeper.noteChange();
  const first = keeper.storeNow();
  keeper.noteChange();
  const second = keeper.storeNow();
  writes[0]?.refused(new Error('full'));
  await first;
  expect(said.at(-1)).toBe('failed');
  writes[1]?.stored();
  await second;
  expect(said.at(-1)).toBe('saved');
});
