import { ObservableState } from '@timescope/ohif/ObservableState';
import { saveReaderName, type Reader } from '@timescope/ohif/readerState';
import type { ReadingsServer } from '../../../../extensions/ct-radiomics/src/services/readings/ReadingsServer';
import { inNewTab, newBrowser, SERIES } from '../../../harness/readerPage';
import { readerPages } from '../../../harness/readerPages';

const { openPage, serverOfReadings } = readerPages();

test('a closed tab takes the key with it: whoever opens the series there next, under any name, sees nothing', async () => {
  const anna = await openPage('Anna');
  await anna.readers.begin();
  await anna.draw(9, 10);
  const key = anna.readers.state.get().key ?? '';
  const next = await openPage('Anna', inNewTab(anna.browser));
  expect([next.phase(), next.voxels()]).toEqual(['notJoined', 0]);
  await next.readers.enterKey(key);
  expect([next.phase(), next.voxels()]).toEqual(['drawing', 2]);
});

test('a name changed and changed back where no CT is open takes the key as well', async () => {
  const anna = await openPage('Anna');
  await anna.readers.begin();
  await anna.draw(9, 10);
  anna.close();
  const inPathology = new ObservableState<Reader>({ name: 'Anna', source: 'browser' });
  saveReaderName(inPathology, anna.browser.storage, 'Ben');
  saveReaderName(inPathology, anna.browser.storage, 'Anna');
  const again = await openPage('Anna', anna.browser);
  expect([again.phase(), again.voxels()]).toEqual(['notJoined', 0]);
});

/** By then every page has asked again. */
const POLLED_MS = 4500;

test('an answer of something in between (404, a page) never moves a sealed draft into the browser', async () => {
  const real = serverOfReadings();
  let isBetween = false;
  const server: ReadingsServer = {
    ...real,
    state: (...asked) => (isBetween ? Promise.resolve(undefined) : real.state(...asked)),
  };
  const [anna, ben] = [
    await openPage('Anna', newBrowser(), server),
    await openPage('Ben', newBrowser(), server),
  ];
  await anna.readers.begin();
  await anna.draw(9);
  await ben.readers.changeReader();
  isBetween = true;
  await new Promise(resolve => setTimeout(resolve, POLLED_MS));
  await anna.draw(10);
  expect([anna.phase(), ben.phase()]).toEqual(['drawing', 'notJoined']);
  expect(await anna.browser.drafts.read(SERIES)).toBeUndefined();
  const reopened = await openPage('Anna', anna.browser, server);
  expect([reopened.phase(), reopened.voxels()]).toEqual(['unknown', 0]);
  isBetween = false;
  await reopened.look();
  expect([reopened.phase(), reopened.voxels()]).toEqual(['drawing', 2]);
}, 20_000);
