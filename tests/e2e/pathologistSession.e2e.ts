import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { startServer, type RunningServer } from '@timescope/server/server';
import { jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { closeBrowsers, findStudy, openBrowser, openStudy, type BrowserSession } from '../harness/browser';
import { repository, timescope } from '../harness/commandLine';
import { testCorrectingAndSigning } from '../harness/correctAndSign';
import { finalHash, nameReader, pictures, readScores, unfold } from '../harness/pathologistSession';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { byTestId, eventually, overlayPixels, panelText, zoomTo } from '../harness/slidePage';

const PHOTOGRAPH = 'ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png';
const MPP = '0.2271';

jest.setTimeout(300_000);

let folder: string;
let server: RunningServer;
let session: BrowserSession;
let look: (step: string) => Promise<void>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-session-'));
  const slide = path.join(folder, 'slide');
  await timescope('dicomize', sharedData(PHOTOGRAPH), '--mpp', MPP, '--out', slide);
  server = await startServer({ repository, data: [slide], port: 0, storeFolder: path.join(folder, 'store') });
  session = await openBrowser({ width: 1440, height: 960 });
  // Without the picker of the File System Access API, whose dialog no test can answer, files come as downloads.
  await session.page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  look = pictures(session.page, folder, 'ki67');
  await openStudy(session.page, server.url, 'pathology', await findStudy(server.url, 'SM'));
  await byTestId(session.page, 'measure-slide').waitFor({ timeout: 90_000 });
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

testOnRealData('1. the reader gives a name and the marker; tissue and extent are stated', async () => {
  const { page } = session;
  await nameReader(page, 'A. Reader');
  await byTestId(page, 'marker').selectOption('ki67');
  await eventually(
    () => panelText(page, 'step-tissue-title'),
    text => /^2\s+Tissue\s+0\.2\d+ mm² \(\d+\.\d % of the slide\)$/.test(text),
    30_000,
  );
  await look('marker');
});

testOnRealData('2. the stain check says with what is scored, and each stain is seen alone', async () => {
  const { page } = session;
  await unfold(page, 'step-stain');
  expect(await panelText(page, 'stain-source')).toMatch(/\w/);
  await look('stain-check');
  await page.keyboard.press('c');
  await page.keyboard.press('c');
  await eventually(
    () => page.locator('canvas[data-cy="channel-layer"]').getAttribute('data-missing'),
    missing => missing === '0',
    30_000,
  );
  await look('dab-channel');
  await page.keyboard.press('c');
  await page.keyboard.press('c');
  expect(await byTestId(page, 'channel-off').getAttribute('aria-pressed')).toBe('true');
});

testOnRealData('3. a test field is measured in the middle of the slide', async () => {
  const { page } = session;
  await zoomTo(page, { resolution: 1.2, rotation: 0, centre: [1000, 1000] });
  await page.keyboard.press('m');
  await finalHash(page);
  expect(await panelText(page, 'step-result-title')).toContain('field');
  expect((await readScores(page)).cells).toBeGreaterThan(50);
  expect(await overlayPixels(page)).toBeGreaterThan(1000);
  await look('test-field');
});

testOnRealData('4. the whole slide has the numbers of the command line', async () => {
  const { page } = session;
  await byTestId(page, 'measure-slide').click();
  await byTestId(page, 'run').waitFor();
  await look('run');
  await byTestId(page, 'run').waitFor({ state: 'detached', timeout: 120_000 });
  const hash = await finalHash(page);
  await page.waitForTimeout(1000);
  await look('slide');
  const scored = JSON.parse(
    await timescope('score', sharedData(PHOTOGRAPH), '--mpp', MPP, '--marker', 'ki67', '--json'),
  ) as ScoreResult;
  expect(hash).toBe(scored.hash);
  const shown = await readScores(page);
  expect(shown.cells).toBe(scored.cells.total);
  expect(shown.percent).toBeCloseTo(scored.percentPositive ?? NaN, 1);
  expect(shown.hScore).toBe(Math.round(scored.hScore.whole ?? NaN));
});

testCorrectingAndSigning({
  test: testOnRealData,
  stepsBefore: 4,
  opened: () => ({ session, serverUrl: server.url, slide: path.join(folder, 'slide'), folder, look }),
  view: { resolution: 2.6, rotation: 0, centre: [1000, 1000] },
  corners: [
    [40, -200],
    [200, -180],
    [220, -60],
    [60, -40],
  ],
});
