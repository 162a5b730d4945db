import { jest } from '@jest/globals';
import { renderFrame } from '@timescope/runtime/decode/renderFrame';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowsers, findStudy, type BrowserSession } from '../harness/browser';
import { repository, timescope } from '../harness/commandLine';
import { readerAt, savedFrom, versionsIn, whatIsShown, type Shown } from '../harness/savedInPage';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { byTestId, eventually, overlayPixels, panelText } from '../harness/slidePage';

const PHOTOGRAPH = 'ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png';

jest.setTimeout(180_000);

let folder: string;
let server: RunningServer;
let study: string;
/** The reader who measures and saves. */
let first: BrowserSession;
/** Somebody at another computer. */
let second: BrowserSession;
/** As the first reader saw it at each save. */
const saved: Shown[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-saved-'));
  const slide = path.join(folder, 'slide');
  await timescope('dicomize', sharedData(PHOTOGRAPH), '--mpp', '0.2271', '--out', slide);
  const storeFolder = path.join(folder, 'store');
  server = await startServer({ repository, data: [slide], port: 0, storeFolder, render: renderFrame });
  study = await findStudy(server.url, 'SM');
  first = await openedBy('Dr. Anna First');
  await byTestId(first.page, 'measure-slide').click();
  await byTestId(first.page, 'score-hash').waitFor({ state: 'attached', timeout: 90_000 });
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const openedBy = (reader: string): Promise<BrowserSession> => readerAt(server.url, study, reader);

async function save(page: Page): Promise<void> {
  saved.push(await savedFrom(page));
}

/** SOP Instance UIDs of everything in the study, by what the server says of its modality. */
async function stored(modality: string): Promise<number> {
  const answer = await fetch(`${server.url}/dicomweb/studies/${study}/series?Modality=${modality}`);
  return answer.status === 204 ? 0 : ((await answer.json()) as unknown[]).length;
}

testOnRealData(
  'one press saves the result; it is in the archive as standard objects, and listed',
  async () => {
    const { page } = first;
    await save(page);
    expect(await stored('SR')).toBe(1);
    expect(await stored('ANN')).toBeGreaterThan(0);
    await byTestId(page, 'archive-title').click();
    await versionsIn(page).first().waitFor();
    expect(await panelText(page, 'result-facts')).toMatch(/Version 1 .* by Dr\. Anna First/);
    expect(await byTestId(page, 'save-result').isEnabled()).toBe(false);
  },
);

testOnRealData('one cell flipped and saved again: two versions, both listed', async () => {
  const { page } = first;
  await page.locator('.ol-viewport').first().hover();
  await page.keyboard.press('n');
  await byTestId(page, 'cell-facts').waitFor({ state: 'attached' });
  await page.keyboard.press('3');
  await eventually(
    () => whatIsShown(page),
    ({ hash }) => hash !== '' && hash !== saved[0]?.hash,
    20_000,
  );
  await save(page);
  await eventually(
    () => versionsIn(page).count(),
    count => count === 2,
  );
  expect(await stored('SR')).toBe(2);
  const numbers = await versionsIn(page).evaluateAll(rows =>
    rows.map(row => row.getAttribute('data-number')),
  );
  expect(numbers).toEqual(['2', '1']);
});

testOnRealData('at another computer each version opens with its cells, numbers and hash', async () => {
  second = await openedBy('Dr. Ben Second');
  const { page } = second;
  await byTestId(page, 'archive-title').click();
  await versionsIn(page).first().waitFor();
  for (const [row, wanted] of [...saved].reverse().entries()) {
    await versionsIn(page).nth(row).locator('[data-cy="result-open"]').click();
    await eventually(
      () => byTestId(page, 'score-hash').count(),
      count => count === 1,
      30_000,
    );
    await eventually(
      () => whatIsShown(page),
      ({ hash }) => hash === wanted.hash,
      30_000,
    );
    expect(await whatIsShown(page)).toEqual(wanted);
    expect(await overlayPixels(page)).toBeGreaterThan(1000);
    expect(await byTestId(page, 'save-result').isEnabled()).toBe(false);
  }
});

testOnRealData(
  'what was opened can be changed, undone and saved under the own name as a version after it',
  async () => {
    const { page } = second;
    await page.locator('.ol-viewport').first().hover();
    await page.keyboard.press('n');
    await byTestId(page, 'cell-facts').waitFor({ state: 'attached' });
    await page.keyboard.press('x');
    await eventually(
      () => whatIsShown(page),
      ({ hash }) => hash !== '' && hash !== saved[0]?.hash,
      20_000,
    );
    await byTestId(page, 'undo').click();
    await eventually(
      () => whatIsShown(page),
      ({ hash }) => hash === saved[0]?.hash,
      20_000,
    );
    await byTestId(page, 'redo').click();
    await save(page);
    await eventually(
      () => versionsIn(page).count(),
      count => count === 3,
    );
    expect(await panelText(page, 'results')).toMatch(/Version 2 .* by Dr\. Ben Second/);
  },
);

testOnRealData('the stock viewer opens the study with its results without an error', async () => {
  const { page } = first;
  const missing: string[] = [];
  page.on('response', answer => {
    if (answer.status() >= 400) missing.push(new URL(answer.url()).pathname);
  });
  for (const mode of ['microscopy', 'viewer']) {
    await page.goto(`${server.url}/${mode}?StudyInstanceUIDs=${study}`);
    await page.waitForTimeout(4000);
  }
  expect(missing).toEqual([]);
  for (const session of [first, second]) {
    expect(session.pageErrors).toEqual([]);
    expect(session.consoleErrors).toEqual([]);
  }
});
