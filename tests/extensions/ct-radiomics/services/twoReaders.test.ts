import { TimescopeError } from '@timescope/core/errors';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256Hex } from '@timescope/core/sha256';
import type { ReadingsServer } from '../../../../extensions/ct-radiomics/src/services/readings/ReadingsServer';
import { roiVoxels } from '../../../../extensions/ct-radiomics/src/services/roiSlices';
import { newBrowser, SERIES } from '../../../harness/readerPage';
import { readerPages } from '../../../harness/readerPages';

const { openPage, serverOfReadings, folder } = readerPages();

async function bothSigned() {
  const [anna, ben] = [await openPage('Anna'), await openPage('Ben')];
  await anna.readers.begin();
  await anna.draw(9, 10, 11);
  await ben.look();
  await ben.readers.begin();
  await ben.draw(10, 11, 12, 13);
  await anna.readers.sign();
  await ben.readers.sign();
  await anna.look();
  return { anna, ben };
}

test('an ordinary study keeps its draft in the browser as before', async () => {
  const page = await openPage('Anna');
  expect(page.phase()).toBe('none');
  await page.draw(9);
  expect((await page.browser.drafts.read(SERIES))?.slices).toHaveLength(1);
});

test('an outline on the page becomes the first sealed draft and leaves the browser', async () => {
  const anna = await openPage('Anna');
  await anna.draw(9, 10);
  await anna.readers.begin();
  expect(anna.phase()).toBe('drawing');
  expect(anna.voxels()).toBe(2);
  expect(await anna.browser.drafts.read(SERIES)).toBeUndefined();
  const back = await openPage('Anna', anna.browser);
  expect(back.voxels()).toBe(2);
  expect(back.outline.state.get().draft.kind).toBe('restored');
});

test('each sees what is theirs alone until both have signed, then both see both', async () => {
  const { anna, ben } = await bothSigned();
  for (const page of [anna, ben]) {
    const { phase, outlines, agreement } = page.readers.state.get();
    expect(phase).toBe('opened');
    expect(outlines.map(({ reader, roi }) => [reader, roiVoxels(roi)])).toEqual([
      ['Anna', 3],
      ['Ben', 4],
    ]);
    expect(agreement?.dice).toBeCloseTo((2 * 2) / 7, 12);
    expect(page.failures).toEqual([]);
  }
});

test('before the second one signs, the page of the second knows no voxel of the first', async () => {
  const [anna, ben] = [await openPage('Anna'), await openPage('Ben')];
  await anna.readers.begin();
  await anna.draw(9, 10, 11);
  await anna.readers.sign();
  expect(anna.phase()).toBe('signed');
  await ben.look();
  expect(ben.phase()).toBe('notJoined');
  await ben.readers.begin();
  expect(ben.readers.state.get()).toMatchObject({ phase: 'drawing', other: 'signed', outlines: [] });
  expect(ben.voxels()).toBe(0);
});

test('majority is the overlap of two, union what either drew; one undo takes each back', async () => {
  const { anna } = await bothSigned();
  expect(anna.voxels()).toBe(0);
  const starts = [
    ['both', 2],
    ['either', 5],
    ['A', 3],
    ['B', 4],
  ] as const;
  for (const [from, voxels] of starts) {
    await anna.readers.startConsensus(from);
    expect(anna.voxels()).toBe(voxels);
    anna.outline.undo();
    expect(anna.voxels()).toBe(0);
  }
  await anna.readers.startConsensus('both');
  await anna.draw(20);
  expect(anna.voxels()).toBe(3);
  expect(
    (await serverOfReadings().opened({ study: '1.1', series: SERIES }))[0]?.outline.slices[0]?.runs,
  ).toEqual(Uint32Array.of(9, 3));
});

test('the consensus is a draft of the browser and is there again after a reload', async () => {
  const { anna } = await bothSigned();
  await anna.readers.startConsensus('either');
  await anna.outline.storeNow();
  const back = await openPage('Anna', anna.browser);
  expect([back.phase(), back.voxels()]).toEqual(['opened', 5]);
});

test('a signed outline stays as it is: strokes of the host are taken back, undo and clear do nothing', async () => {
  const anna = await openPage('Anna');
  await anna.readers.begin();
  await anna.draw(9, 10);
  await anna.readers.sign();
  await anna.draw(30);
  anna.outline.undo();
  anna.outline.clear();
  expect(anna.voxels()).toBe(2);
  expect(anna.readers.whyNotDraw()?.message).toContain('You have signed');
});

test('nothing drawn, nothing signed', async () => {
  const anna = await openPage('Anna');
  await anna.readers.begin();
  await anna.readers.sign();
  expect(anna.phase()).toBe('drawing');
  expect(anna.failures).toEqual(['There is no outline to sign.']);
});

test('another name on the same page: the outline goes, the page starts afresh, the old name does not bring it back', async () => {
  const anna = await openPage('Anna');
  await anna.readers.begin();
  await anna.draw(9, 10);
  await anna.rename('Ben');
  expect([anna.phase(), anna.voxels(), anna.freshStarts()]).toEqual(['notJoined', 0, 1]);
  expect(anna.outline.state.get().canUndo).toBe(false);
  await anna.rename('Anna');
  expect([anna.phase(), anna.voxels()]).toEqual(['notJoined', 0]);
  await anna.readers.begin();
  expect(anna.failures).toEqual(['A reader of this name has begun to read this series.']);
});

test('the second reader in the same browser begins with an empty page', async () => {
  const anna = await openPage('Anna');
  await anna.draw(5);
  await anna.readers.begin();
  const ben = await openPage('Ben', anna.browser);
  expect([ben.phase(), ben.voxels()]).toEqual(['notJoined', 0]);
  await ben.readers.begin();
  expect([ben.phase(), ben.voxels()]).toEqual(['drawing', 0]);
  await anna.look();
  expect([anna.phase(), anna.voxels()]).toEqual(['notJoined', 0]);
});

test('on another machine the key brings the outline back, as a person types it; a wrong one does not', async () => {
  const anna = await openPage('Anna');
  await anna.readers.begin();
  await anna.draw(9, 10);
  const key = anna.readers.state.get().key ?? '';
  const elsewhere = await openPage('Anna');
  expect([elsewhere.phase(), elsewhere.voxels()]).toEqual(['notJoined', 0]);
  await elsewhere.readers.enterKey('00000-00000-00000-00000');
  await elsewhere.readers.enterKey('my key');
  expect(elsewhere.failures).toEqual(Array(2).fill('No reader of this series has this key.'));
  await elsewhere.readers.enterKey(` ${key.toLowerCase().replaceAll('-', ' ')} `);
  expect([elsewhere.phase(), elsewhere.voxels()]).toEqual(['drawing', 2]);
});

test('two tabs of one reader: the one behind is told, keeps nothing and cannot sign; a reload takes up the other', async () => {
  const first = await openPage('Anna');
  await first.readers.begin();
  await first.draw(9);
  const second = await openPage('Anna', first.browser);
  await second.draw(10);
  await first.draw(20, 21, 22);
  expect(first.outline.state.get().draft).toMatchObject({
    kind: 'failed',
    reason: expect.stringContaining('changed in another tab') as string,
  });
  await first.readers.sign();
  expect(first.phase()).toBe('drawing');
  const reloaded = await openPage('Anna', first.browser);
  expect(reloaded.voxels()).toBe(2);
  await reloaded.readers.sign();
  await first.look();
  expect([first.phase(), first.voxels()]).toEqual(['signed', 2]);
});

test('a study that the other one begins while I draw: my outline stays on the page and joins with me', async () => {
  const [anna, ben] = [await openPage('Anna'), await openPage('Ben')];
  await ben.draw(40, 41);
  await anna.readers.begin();
  await ben.readers.changeReader();
  expect([ben.phase(), ben.voxels()]).toEqual(['notJoined', 2]);
  await ben.readers.begin();
  expect([ben.phase(), ben.voxels()]).toEqual(['drawing', 2]);
  expect(await ben.browser.drafts.read(SERIES)).toBeUndefined();
});

test('while the server does not answer no outline shows and none is drawn; then all is there', async () => {
  const anna = await openPage('Anna');
  await anna.readers.begin();
  await anna.draw(9);
  let isDown = true;
  const real = serverOfReadings();
  const server: ReadingsServer = {
    ...real,
    state: (...asked) =>
      isDown
        ? Promise.reject(new TimescopeError('HTTP', 'No answer.', { nextStep: '', kind: 'retryable' }))
        : real.state(...asked),
  };
  const page = await openPage('Anna', anna.browser, server);
  expect([page.phase(), page.voxels()]).toEqual(['unknown', 0]);
  expect(page.readers.whyNotDraw()).toBeDefined();
  isDown = false;
  await page.look();
  expect([page.phase(), page.voxels()]).toEqual(['drawing', 1]);
});

test('an answer that was lost is no conflict: the draft goes on, and beginning again finds the same seat', async () => {
  const real = serverOfReadings();
  let isLosing = true;
  const lost = () => new TimescopeError('HTTP', 'No answer.', { nextStep: '', kind: 'retryable' });
  const losing: ReadingsServer = {
    ...real,
    join: async (...asked) => {
      const state = await real.join(...asked);
      if (isLosing) throw lost();
      return state;
    },
    save: async (...asked) => {
      await real.save(...asked);
      if (isLosing) throw lost();
    },
  };
  const anna = await openPage('Anna', newBrowser(), losing);
  await anna.readers.begin();
  expect(anna.failures).toEqual(['No answer.']);
  isLosing = false;
  await anna.readers.begin();
  expect(anna.phase()).toBe('drawing');
  isLosing = true;
  await anna.draw(9);
  expect(anna.outline.state.get().draft.kind).toBe('failed');
  isLosing = false;
  await anna.draw(10);
  expect(anna.outline.state.get().draft.kind).toBe('saved');
  await anna.readers.sign();
  expect([anna.phase(), anna.voxels()]).toEqual(['signed', 2]);
});

test('a viewer that another server serves has no two readers, and drafts as ever', async () => {
  const page = await openPage('Anna', newBrowser(), {
    ...serverOfReadings(),
    state: () => Promise.resolve(undefined),
  });
  expect(page.phase()).toBe('hidden');
  await page.draw(9);
  expect((await page.browser.drafts.read(SERIES))?.slices).toHaveLength(1);
});

test("the key is in the browser's storage of its reader and not on the server; the file holds a digest", async () => {
  const anna = await openPage('Anna');
  await anna.readers.begin();
  const key = anna.readers.state.get().key ?? '';
  expect(key).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
  const file = path.join(folder(), 'cache/readings', sha256Hex(`1.1 ${SERIES}`), 'A.json');
  const text = await readFile(file, 'utf8');
  expect(text).not.toContain(key);
  expect(text).toContain(sha256Hex(`1.1 ${SERIES} ${key}`));
});
