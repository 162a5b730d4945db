import { TimescopeError } from '@timescope/core/errors';
import type { ReadingsServer } from '../../../../extensions/ct-radiomics/src/services/readings/ReadingsServer';
import { newBrowser } from '../../../harness/readerPage';
import { readerPages } from '../../../harness/readerPages';

const { openPage, serverOfReadings } = readerPages();

/** A reader with an undone stroke that is not stored; `during` happens while the next save is under way. */
async function unstoredReader(during: (redo: () => void) => void) {
  const real = serverOfReadings();
  let isDue = false;
  const server: ReadingsServer = {
    ...real,
    save: async (...asked) => {
      const isNow = isDue;
      isDue = false;
      if (isNow) during(() => anna.outline.redo());
      await real.save(...asked);
    },
  };
  const anna = await openPage('Anna', newBrowser(), server);
  await anna.readers.begin();
  await anna.draw(9, 10);
  anna.outline.undo();
  isDue = true;
  return anna;
}

test('an outline that is changed while it is stored for signing is not signed; once stored, it is', async () => {
  const anna = await unstoredReader(redo => redo());
  await anna.readers.sign();
  expect(anna.failures).toEqual(['The outline was changed while it was being signed.']);
  expect(anna.phase()).toBe('drawing');
  await anna.readers.sign();
  expect([anna.phase(), anna.voxels()]).toEqual(['signed', 2]);
});

test('an outline that the server refuses is not signed as it was before, also when it is changed meanwhile', async () => {
  const anna = await unstoredReader(redo => {
    redo();
    throw new TimescopeError('HTTP', 'Too large.', { nextStep: 'Draw less.' });
  });
  await anna.readers.sign();
  expect(anna.failures).toEqual(['The draft is not saved: Too large. Draw less.']);
  expect(anna.phase()).toBe('drawing');
});
