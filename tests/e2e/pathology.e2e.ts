import { jest } from '@jest/globals';
import { strings } from '../../extensions/ihc-scoring/src/strings';
import { strings as modeStrings } from '../../modes/pathology/src/strings';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  closeBrowsers,
  findStudy,
  foreignRequests,
  openBrowser,
  openStudy,
  type BrowserSession,
} from '../harness/browser';
import { repository, timescope } from '../harness/commandLine';
import { cellsOfPhotograph, dabOf, MPP, PHOTOGRAPH, photographAsSlide } from '../harness/photograph';
import { sharedData, testOnRealData } from '../harness/sharedData';
import {
  byTestId,
  drawBox,
  eventually,
  overlayOnNuclei,
  overlayPixels,
  panelText,
  zoomTo,
} from '../harness/slidePage';
import { withoutIsolation } from '../harness/withoutIsolation';

/** Middle of the large lumen, in pixels of the photograph. */
const GLASS = [236, 1478] as const;

jest.setTimeout(180_000);

let folder: string;
let server: RunningServer;
let session: BrowserSession;
const servers: { close(): Promise<void> }[] = [];

async function serve(hostVersion: '3.13.2' | '3.12.10'): Promise<RunningServer> {
  const data = [path.join(folder, 'slide')];
  const storeFolder = path.join(folder, 'store');
  const running = await startServer({ repository, data, port: 0, storeFolder, hostVersion });
  servers.push(running);
  return running;
}

/** The slide in our mode, ready to be measured. */
async function openSlide(url: string): Promise<BrowserSession> {
  const opened = await openBrowser();
  await openStudy(opened.page, url, 'pathology', await findStudy(url, 'SM'));
  await byTestId(opened.page, 'measure-slide').waitFor({ timeout: 60_000 });
  return opened;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-pathology-'));
  await photographAsSlide(folder);
  server = await serve('3.13.2');
  session = await openSlide(server.url);
});

afterAll(async () => {
  await closeBrowsers();
  await Promise.all(servers.map(running => running.close()));
  await rm(folder, { recursive: true, force: true });
});

testOnRealData('the panel states pixel size and extent of the slide', async () => {
  expect(await panelText(session.page, 'slide-mpp')).toBe('0.2271 µm');
  expect(await panelText(session.page, 'slide-size')).toBe('0.5 × 0.5 mm');
});

testOnRealData('the reader is asked once and then shown', async () => {
  const { page } = session;
  await byTestId(page, 'reader-input').fill('A. Reader');
  await byTestId(page, 'reader-save').click();
  expect(await panelText(page, 'reader-name')).toContain('A. Reader');
  expect(await page.evaluate(() => window.localStorage.getItem('timescope.reader'))).toBe('A. Reader');
});

testOnRealData('a cancelled run keeps nothing', async () => {
  const { page } = session;
  await byTestId(page, 'measure-slide').click();
  await byTestId(page, 'run-progress').waitFor();
  await page.keyboard.press('Escape');
  await byTestId(page, 'ihc-cancelled').waitFor({ timeout: 5_000 });
  expect(await byTestId(page, 'result').count()).toBe(0);
});

testOnRealData('the whole slide has the same score hash in the panel and on the command line', async () => {
  const { page } = session;
  await byTestId(page, 'measure-slide').click();
  await byTestId(page, 'score-hash').waitFor({ timeout: 90_000 });
  const fromPanel = await byTestId(page, 'score-hash').getAttribute('data-full');
  const scored = JSON.parse(
    await timescope('score', sharedData(PHOTOGRAPH), '--mpp', MPP, '--marker', 'ki67', '--json'),
  ) as { hash: string; cells: { total: number } };
  expect(fromPanel).toBe(scored.hash);
  expect(await panelText(page, 'result')).toContain(`of ${scored.cells.total.toLocaleString('en')} cells`);
  expect(await panelText(page, 'percent-positive')).toMatch(/^\d+\.\d %$/);
  expect(await panelText(page, 'h-score')).toMatch(/^\d+$/);
});

testOnRealData('outlines lie on the nuclei at every zoom and rotation', async () => {
  const { page } = session;
  const strong = (await cellsOfPhotograph(folder)).filter(cell => dabOf(cell) >= 0.5);
  for (const view of [
    { resolution: 2.2, rotation: 0 },
    { resolution: 1, rotation: 0 },
    { resolution: 0.6, rotation: 0.6, centre: [850, 1850] as const },
    { resolution: 1.4, rotation: -2 },
  ]) {
    await zoomTo(page, view);
    const { checked, outlined, dark } = await overlayOnNuclei(
      page,
      strong.map(cell => cell.nucleusGeometry.coordinates[0]),
      path.join(folder, 'screen.png'),
    );
    expect(checked).toBeGreaterThan(3);
    expect(outlined / checked).toBeGreaterThan(0.95);
    expect(dark / checked).toBeGreaterThan(0.9);
  }
});

testOnRealData('the key o hides the cells and shows them again, f fills them', async () => {
  const { page } = session;
  await zoomTo(page, { resolution: 0.6, rotation: 0 });
  const shown = await overlayPixels(page);
  expect(shown).toBeGreaterThan(1000);
  await page.keyboard.press('o');
  await eventually(
    () => overlayPixels(page),
    pixels => pixels === 0,
  );
  await page.keyboard.press('o');
  await eventually(
    () => overlayPixels(page),
    pixels => pixels === shown,
  );
  await page.keyboard.press('f');
  await eventually(
    () => overlayPixels(page),
    pixels => pixels > 1.5 * shown,
  );
  await page.keyboard.press('f');
});

testOnRealData('a drawn rectangle is measured instead of the field, and the panel says so', async () => {
  const { page } = session;
  await zoomTo(page, { resolution: 2.2, rotation: 0 });
  await drawBox(page, [-120, -90], [120, 90]);
  await eventually(
    () => panelText(page, 'area-drawn'),
    text => /mm²/.test(text),
  );
  expect(await byTestId(page, 'area-drawn').locator('input').isChecked()).toBe(true);
  await page.keyboard.press('m');
  await eventually(
    () => panelText(page, 'step-result'),
    text => text.includes('drawn region'),
    60_000,
  );
  // 240 x 180 screen pixels of 2.2 x 0.2271 um.
  const area = Number.parseFloat(await panelText(page, 'tissue-area'));
  expect(area).toBeGreaterThan(0.8 * 0.0108);
  expect(area).toBeLessThan(1.02 * 0.0108);
});

testOnRealData('bare glass is not evaluable, with the reason', async () => {
  const { page } = session;
  // A lumen of the photograph without any tissue.
  await zoomTo(page, { resolution: 0.25, rotation: 0, centre: GLASS });
  await byTestId(page, 'area-field').locator('input').check();
  await byTestId(page, 'measure-here').click();
  await eventually(
    () => panelText(page, 'step-result'),
    text => text.includes('field'),
    60_000,
  );
  expect(await panelText(page, 'percent-positive')).toBe('not evaluable');
  expect(await panelText(page, 'h-score')).toBe('not evaluable');
});

testOnRealData('a run goes on while the panel is closed', async () => {
  const { page } = session;
  await byTestId(page, 'measure-slide').click();
  await byTestId(page, 'run-progress').waitFor();
  await byTestId(page, 'measure-btn').click();
  await eventually(
    () => byTestId(page, 'ihc-panel').count(),
    panels => panels === 0,
  );
  await byTestId(page, 'ihcScoring-btn').click();
  await eventually(
    () => panelText(page, 'step-result'),
    text => text.includes('whole slide'),
    60_000,
  );
});

testOnRealData(
  'leaving the mode and coming back draws the cells once, and their key hides them',
  async () => {
    const { page } = session;
    await page.goto(server.url);
    await page.goBack();
    await byTestId(page, 'measure-slide').waitFor({ timeout: 60_000 });
    await byTestId(page, 'measure-here').click();
    await byTestId(page, 'result').waitFor({ timeout: 60_000 });
    await eventually(
      () => overlayPixels(page),
      pixels => pixels > 0,
    );
    expect(await page.locator('canvas[data-cy="cell-overlay"]').count()).toBe(1);
    await page.keyboard.press('o');
    await eventually(
      () => overlayPixels(page),
      pixels => pixels === 0,
      15_000,
    );
  },
);

testOnRealData('no request leaves the machine and nothing of ours fails', () => {
  expect(foreignRequests(session, server.url)).toEqual([]);
  expect(session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});

testOnRealData('the study list offers the mode, and going back ends it', async () => {
  const opened = await openBrowser();
  const { page } = opened;
  await page.goto(server.url);
  await page.getByText('SM', { exact: true }).first().click();
  await page.getByRole('button', { name: modeStrings.mode }).first().click();
  await byTestId(page, 'measure-slide').waitFor({ timeout: 60_000 });
  expect(new URL(page.url()).pathname).toMatch(/^\/pathology/);
  await byTestId(page, 'return-to-work-list').first().click();
  await eventually(
    () => Promise.resolve(new URL(page.url()).pathname),
    pathname => pathname === '/',
  );
  expect(opened.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});

testOnRealData('a worker that is missing and a server that fails give one sentence each', async () => {
  const opened = await openSlide(server.url);
  const { page } = opened;
  await page.route('**/ihc-scoring.worker.js', route => route.fulfill({ status: 404 }));
  await byTestId(page, 'measure-here').click();
  await eventually(
    () => panelText(page, 'ihc-problem'),
    text => /The worker stopped or could not be loaded.*Reload the page/.test(text),
    20_000,
  );
  await page.unroute('**/ihc-scoring.worker.js');
  await page.route('**/frames/**', route => route.fulfill({ status: 503 }));
  await byTestId(page, 'measure-here').click();
  await eventually(
    () => panelText(page, 'ihc-problem'),
    text => /Tile \d+ could not be read \(HTTP 503\)\. Check the connection/.test(text),
    30_000,
  );
  expect(await byTestId(page, 'result').count()).toBe(0);
  await page.unroute('**/frames/**');
  await byTestId(page, 'measure-here').click();
  await byTestId(page, 'result').waitFor({ timeout: 60_000 });
});

testOnRealData('without isolation headers it runs in one thread and says so', async () => {
  const plain = await withoutIsolation(server.url);
  servers.push(plain);
  const opened = await openSlide(plain.url);
  await byTestId(opened.page, 'measure-here').click();
  await byTestId(opened.page, 'result').waitFor({ timeout: 90_000 });
  await byTestId(opened.page, 'result').locator('summary', { hasText: strings.method }).click();
  expect(await panelText(opened.page, 'threads')).toBe('one thread: this page is not cross-origin isolated');
});

testOnRealData('host 3.12.10 opens the slide, measures and draws the cells', async () => {
  const older = await serve('3.12.10');
  const opened = await openSlide(older.url);
  await byTestId(opened.page, 'measure-here').click();
  await byTestId(opened.page, 'result').waitFor({ timeout: 90_000 });
  expect(await panelText(opened.page, 'percent-positive')).toMatch(/%$/);
  await eventually(
    () => overlayPixels(opened.page),
    pixels => pixels > 1000,
  );
  expect(opened.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});
