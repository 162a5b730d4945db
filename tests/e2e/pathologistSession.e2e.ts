import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { RunningServer } from '@timescope/server/server';
import { jest } from '@jest/globals';
import path from 'node:path';
import type { BrowserSession } from '../harness/browser';
import { timescope } from '../harness/commandLine';
import { testCorrectingAndSigning } from '../harness/correctAndSign';
import { closeViewers, openViewer } from '../harness/openedViewer';
import { finalHash, nameReader, pictures, readScores, unfold } from '../harness/pathologistSession';
import { MPP, PHOTOGRAPH, photographAsSlide } from '../harness/photograph';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { byTestId, eventually, overlayPixels, panelText, zoomTo } from '../harness/slidePage';

jest.setTimeout(300_000);

let folder: string;
let server: RunningServer;
let session: BrowserSession;
let look: (step: string) => Promise<void>;

beforeAll(async () => {
  const size = { width: 1440, height: 960 };
  ({ folder, server, session } = await openViewer('pathology', photographAsSlide, size));
  look = pictures(session.page, folder, 'ki67');
});

afterAll(closeViewers);

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
