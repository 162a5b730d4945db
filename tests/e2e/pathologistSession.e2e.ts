import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { startServer, type RunningServer } from '@timescope/server/server';
import { jest } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import {
  closeBrowsers,
  findStudy,
  foreignRequests,
  openBrowser,
  openStudy,
  type BrowserSession,
} from '../harness/browser';
import { repository, timescope } from '../harness/commandLine';
import {
  dragThreshold,
  drawPolygon,
  editsCounted,
  exported,
  finalHash,
  nameReader,
  pictures,
  readScores,
  regradeDoubtfulCells,
  unfold,
} from '../harness/pathologistSession';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { byTestId, eventually, overlayPixels, panelText, zoomTo } from '../harness/slidePage';

const PHOTOGRAPH = 'ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png';
const MPP = '0.2271';

jest.setTimeout(300_000);

let folder: string;
let server: RunningServer;
let session: BrowserSession;
let look: (step: string) => Promise<void>;
/** What the reader read at the end of the step before. */
let before: Awaited<ReturnType<typeof readScores>>;

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

const result = async (file: string): Promise<ScoreResult> =>
  JSON.parse(await readFile(file, 'utf8')) as ScoreResult;

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
  before = await readScores(page);
  expect(before.cells).toBe(scored.cells.total);
  expect(before.percent).toBeCloseTo(scored.percentPositive ?? NaN, 1);
  expect(before.hScore).toBe(Math.round(scored.hScore.whole ?? NaN));
});

testOnRealData('5. 1+ is dragged up: fewer are positive, and the tool’s number stays beside', async () => {
  const { page } = session;
  const moved = await dragThreshold(page, 1, 30);
  expect(moved).toBeGreaterThan(0.15);
  await finalHash(page);
  const now = await readScores(page);
  expect(now.cells).toBe(before.cells);
  expect(now.percent).toBeLessThan(before.percent);
  expect(await panelText(page, 'tool-percentPositive')).toBe(`tool: ${before.percent.toFixed(1)} %`);
  await look('threshold');
  before = now;
});

testOnRealData('6. five doubtful cells get another grade; two are taken back', async () => {
  const { page } = session;
  await page.locator('.ol-viewport').first().hover();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await regradeDoubtfulCells(page, 5);
  await look('five-cells');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await editsCounted(page, 3);
  await finalHash(page);
  const now = await readScores(page);
  expect(now.cells).toBe(before.cells);
  expect(now.hScore).not.toBe(before.hScore);
  await look('two-undone');
  before = now;
});

testOnRealData('7. what is drawn as excluded is left out of the count at once', async () => {
  const { page } = session;
  await zoomTo(page, { resolution: 2.6, rotation: 0, centre: [1000, 1000] });
  await drawPolygon(page, 'exclude', [
    [40, -200],
    [200, -180],
    [220, -60],
    [60, -40],
  ]);
  await finalHash(page);
  const now = await readScores(page);
  expect(now.cells).toBeLessThan(before.cells - 5);
  expect(await panelText(page, 'reader-changed')).toContain('3 cells edited, 1 area left out');
  await look('exclusion');
  before = now;
});

testOnRealData('8. after the page is loaded again everything is there', async () => {
  const { page } = session;
  const hash = await finalHash(page);
  await eventually(
    () => panelText(page, 'draft'),
    text => text.startsWith('Saved'),
  );
  const moved = await byTestId(page, 'threshold-line-1').getAttribute('aria-valuenow');
  await page.reload();
  expect(await finalHash(page)).toBe(hash);
  await unfold(page, 'step-regions');
  expect(await readScores(page)).toEqual(before);
  expect(await byTestId(page, 'region').getAttribute('data-role')).toBe('exclude');
  expect(await byTestId(page, 'threshold-line-1').getAttribute('aria-valuenow')).toBe(moved);
  expect(await panelText(page, 'reader-name')).toContain('A. Reader');
  await unfold(page, 'step-cells');
  await editsCounted(page, 3);
  await eventually(
    () => overlayPixels(page),
    pixels => pixels > 1000,
    15_000,
  );
  await byTestId(page, 'step-result-title').scrollIntoViewIfNeeded();
  await look('reloaded');
});

testOnRealData('9. signed, it says who and what, and refuses changes', async () => {
  const { page } = session;
  await byTestId(page, 'sign-button').scrollIntoViewIfNeeded();
  await look('to-sign');
  await byTestId(page, 'sign-button').click();
  await byTestId(page, 'signed-version').waitFor();
  expect(await panelText(page, 'signed-by')).toContain('A. Reader');
  expect(await signedValue(page, 'percentPositive')).toBeCloseTo(before.percent, 1);
  await look('signed');
  await page.keyboard.press('n');
  await page.keyboard.press('x');
  await expectInSight(page, 'reading-frozen');
  expect(await readScores(page)).toEqual(before);
  await look('frozen');
});

testOnRealData('10. the exported run, cells and scores are those on screen, also in a terminal', async () => {
  const { page } = session;
  await unfold(page, 'step-export');
  const run = await exported(page, 'run', folder);
  const cells = await exported(page, 'geojson', folder);
  await look('exported');
  const { hash, edits, percentPositive } = await result(run);
  expect(hash).toBe(await finalHash(page));
  expect(edits?.count).toBe(3);
  expect(percentPositive).toBeCloseTo(before.percent, 1);
  const again = path.join(folder, 'again');
  await timescope('score', path.join(folder, 'slide'), '--replay', run, '--out', again);
  expect((await result(path.join(again, 'result.json'))).hash).toBe(hash);
  expect(path.basename(cells)).toMatch(/_signed-1_cells\.geojson$/);
  const { signed, ...unsigned } = JSON.parse(await readFile(cells, 'utf8')) as { signed: object };
  expect(signed).toMatchObject({ version: 1, reader: 'A. Reader', decision: { kind: 'accepted' } });
  expect(unsigned).toEqual(JSON.parse(await readFile(path.join(again, 'cells.geojson'), 'utf8')));
  expect(foreignRequests(session, server.url)).toEqual([]);
  expect(session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});

const signedValue = async (page: Page, score: string): Promise<number> =>
  Number.parseFloat(await panelText(page, `signed-${score}`));

/** Within the window, not only somewhere on the panel. */
async function expectInSight(page: Page, id: string): Promise<void> {
  await byTestId(page, id).waitFor();
  const box = await byTestId(page, id).boundingBox();
  const { height } = page.viewportSize() ?? { height: 0 };
  expect(box?.y).toBeGreaterThan(0);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(height);
}
