import { jest } from '@jest/globals';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowsers, findStudy, openBrowser, openStudy, type BrowserSession } from '../harness/browser';
import { repository, timescope } from '../harness/commandLine';
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
const saved: { hash: string; positive: string }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-saved-'));
  const slide = path.join(folder, 'slide');
  await timescope('dicomize', sharedData(PHOTOGRAPH), '--mpp', '0.2271', '--out', slide);
  const storeFolder = path.join(folder, 'store');
  server = await startServer({ repository, data: [slide], port: 0, storeFolder });
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

async function openedBy(reader: string): Promise<BrowserSession> {
  const session = await openBrowser({ width: 1400, height: 1000 });
  const { page } = session;
  await openStudy(page, server.url, 'pathology', study);
  await byTestId(page, 'reader-input').fill(reader, { timeout: 60_000 });
  await byTestId(page, 'reader-save').click();
  await byTestId(page, 'measure-slide').waitFor({ timeout: 60_000 });
  return session;
}

const whatIsShown = async (page: Page) => ({
  hash: (await byTestId(page, 'score-hash').getAttribute('data-full')) ?? '',
  positive: await panelText(page, 'score-percentPositive'),
});

async function save(page: Page): Promise<void> {
  await eventually(
    () => byTestId(page, 'save-result').isEnabled(),
    isEnabled => isEnabled,
    20_000,
  );
  await byTestId(page, 'save-result').click();
  await eventually(
    () => panelText(page, 'save-state'),
    text => text.startsWith('Saved'),
    60_000,
  );
  saved.push(await whatIsShown(page));
}

/** SOP Instance UIDs of everything in the study, by what the server says of its modality. */
async function stored(modality: string): Promise<number> {
  const answer = await fetch(`${server.url}/dicomweb/studies/${study}/series?Modality=${modality}`);
  return answer.status === 204 ? 0 : ((await answer.json()) as unknown[]).length;
}

const versions = (page: Page) => byTestId(page, 'result-version');

testOnRealData(
  'one press saves the result; it is in the archive as standard objects, and listed',
  async () => {
    const { page } = first;
    await save(page);
    expect(await stored('SR')).toBe(1);
    expect(await stored('ANN')).toBeGreaterThan(0);
    await byTestId(page, 'archive-title').click();
    await versions(page).first().waitFor();
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
    () => versions(page).count(),
    count => count === 2,
  );
  expect(await stored('SR')).toBe(2);
  const numbers = await versions(page).evaluateAll(rows => rows.map(row => row.getAttribute('data-number')));
  expect(numbers).toEqual(['2', '1']);
});

testOnRealData('at another computer each version opens with its cells, numbers and hash', async () => {
  second = await openedBy('Dr. Ben Second');
  const { page } = second;
  await byTestId(page, 'archive-title').click();
  await versions(page).first().waitFor();
  for (const [row, wanted] of [...saved].reverse().entries()) {
    await versions(page).nth(row).locator('[data-cy="result-open"]').click();
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
      () => versions(page).count(),
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
  for (const session of [first, second]) {
    expect(session.pageErrors).toEqual([]);
    // Objects without a picture have no thumbnail; Chromium writes each such answer into the console.
    expect(session.consoleErrors.filter(line => !line.startsWith('Failed to load resource'))).toEqual([]);
  }
  expect(missing.filter(pathname => !/\/(thumbnail|rendered)$/.test(pathname))).toEqual([]);
});
