import { jest } from '@jest/globals';
import { TARGETS } from '@timescope/core/result/predictionResult';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findStudy, foreignRequests, openBrowser, openStudy, type BrowserSession } from '../harness/browser';
import { repository } from '../harness/commandLine';
import {
  cy,
  drawEllipse,
  drawnLines,
  outlinedVoxels,
  overlayState,
  viewportRectangle,
} from '../harness/ctPage';
import { isNetworkFile, networkDownloads } from '../harness/networkDownloads';
import { sharedData, testOnRealData } from '../harness/sharedData';

const LIVER_METASTASES = 'ct-crlm-seg/ct_images_seg/CRLM-CT-1004';

jest.setTimeout(240_000);

let folder: string;
let server: RunningServer;
let session: BrowserSession;
let downloads: ReturnType<typeof networkDownloads>;

const serve = (hostVersion: '3.13.2' | '3.12.10') =>
  startServer({
    repository,
    data: [sharedData(LIVER_METASTASES)],
    port: 0,
    storeFolder: path.join(folder, 'store'),
    hostVersion,
  });

async function openCt(url: string): Promise<BrowserSession> {
  const opened = await openBrowser();
  await openStudy(opened.page, url, 'radiology', await findStudy(url, 'CT'));
  await cy(opened.page, 'ct-section').waitFor({ timeout: 90_000 });
  return opened;
}

/** Draws an ellipse in the middle of the viewport with the outline tool, and waits for its voxels. */
async function outlineMiddle({ page }: BrowserSession, radiusX: number, radiusY: number) {
  await cy(page, 'tool-outline').click();
  await page.locator('[data-cy="tool-outline"][aria-pressed="true"]').waitFor({ timeout: 30_000 });
  const { x, y, width, height } = await viewportRectangle(page);
  const ellipse = { x: x + width / 2, y: y + height / 2, radiusX, radiusY };
  const before = await outlinedVoxels(page);
  await drawEllipse(page, ellipse);
  await page.waitForFunction(
    known =>
      Number(document.querySelector<HTMLElement>('[data-cy="outline-extent"]')?.dataset.voxels ?? 0) !==
      known,
    before,
    { timeout: 10_000 },
  );
  return ellipse;
}

async function predict({ page }: BrowserSession): Promise<number> {
  await cy(page, 'predict').click();
  await cy(page, 'probability-tils').waitFor({ timeout: 120_000 });
  return Number((await cy(page, 'probability-tils').textContent())?.replace(/[<>] /, ''));
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-radiology-'));
  server = await serve('3.13.2');
  session = await openCt(server.url);
  downloads = networkDownloads(session.page);
});

afterAll(async () => {
  await session.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

testOnRealData('the panel counts the slices of the series', async () => {
  expect(await cy(session.page, 'ct-slices').textContent()).toBe('41');
});

testOnRealData('without an outline the prediction asks for one in a sentence', async () => {
  const { page } = session;
  await page.keyboard.press('p');
  await cy(page, 'failure').waitFor({ timeout: 10_000 });
  expect(await cy(page, 'failure').textContent()).toContain('Outline the tumour on at least one slice');
});

testOnRealData('a line drawn with the mouse becomes voxels, and undo and redo work on them', async () => {
  const { page } = session;
  await page.keyboard.press('ArrowDown');
  await outlineMiddle(session, 70, 50);
  const voxels = await outlinedVoxels(page);
  expect(voxels).toBeGreaterThan(100);
  expect(await drawnLines(page)).toBe(0);
  await page.keyboard.press('Control+z');
  await cy(page, 'outline-hint').waitFor();
  await page.keyboard.press('Control+y');
  await cy(page, 'outline-extent').waitFor();
  expect(await outlinedVoxels(page)).toBe(voxels);
});

testOnRealData('the greater outline of the next slice is the one that is predicted on', async () => {
  const { page, requests } = session;
  await page.keyboard.press('ArrowDown');
  await outlineMiddle(session, 90, 60);
  expect(requests.filter(isNetworkFile)).toEqual([]);
  const probability = await predict(session);
  expect(probability).toBeGreaterThanOrEqual(0);
  expect(probability).toBeLessThanOrEqual(1);
  expect(await cy(page, 'class-tils').textContent()).toMatch(/^(high|low)$/);
  const areas = await page.locator('[data-cy="slice-choice"] option').allTextContents();
  expect(areas).toHaveLength(3);
  const area = parseFloat((await cy(page, 'slice-area').textContent()) ?? '');
  expect(Math.max(...areas.slice(1).map(text => parseFloat(text.replace(/^.*, /, ''))))).toBeCloseTo(area, 0);
});

testOnRealData(
  'it says that the weights mean nothing, for each target, or why one is not evaluable',
  async () => {
    const { page } = session;
    const notice = 'Demonstration weights, no clinical meaning';
    expect(await cy(page, 'demonstration').textContent()).toContain(notice);
    for (const target of TARGETS) {
      const ran = (await cy(page, `target-${target}`).count()) === 1;
      const said = cy(page, ran ? `demonstration-${target}` : `reason-${target}`);
      expect(await said.textContent()).toMatch(ran ? notice : /\w+ .+\./);
    }
  },
);

testOnRealData(
  'the map lies on the outline, stays on it after zooming, and is on its slice only',
  async () => {
    const { page } = session;
    const { x, y, width, height } = await viewportRectangle(page);
    const map = await overlayState(page);
    expect(map.isShown).toBe(true);
    const [left, top, right, bottom] = [
      x + width / 2 - 90,
      y + height / 2 - 60,
      x + width / 2 + 90,
      y + height / 2 + 60,
    ];
    // A voxel is about two pixels wide here.
    const expected = [
      [left, top],
      [right, top],
      [left, bottom],
    ];
    map.corners
      .flat()
      .forEach((at, index) => expect(Math.abs(at - (expected.flat()[index] ?? NaN))).toBeLessThan(4));
    await page.keyboard.press('+');
    await page.waitForTimeout(500);
    const zoomed = await overlayState(page);
    const widthOf = ({ corners: [a, b] }: typeof map) => (b?.[0] ?? 0) - (a?.[0] ?? 0);
    expect(widthOf(zoomed)).toBeGreaterThan(widthOf(map));
    const middle = ((zoomed.corners[0]?.[0] ?? 0) + (zoomed.corners[1]?.[0] ?? 0)) / 2;
    expect(Math.abs(middle - (x + width / 2))).toBeLessThan(5);
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(500);
    expect(await overlayState(page)).toMatchObject({ isShown: false, paintedPixels: 0 });
    await page.keyboard.press('g');
    await page.waitForTimeout(500);
    expect((await overlayState(page)).isShown).toBe(true);
  },
);

testOnRealData('the key o hides the map and shows it again', async () => {
  const { page } = session;
  await page.keyboard.press('o');
  await page.waitForTimeout(300);
  expect(await overlayState(page)).toMatchObject({ isShown: false, paintedPixels: 0 });
  await page.keyboard.press('o');
  await page.waitForTimeout(300);
  expect((await overlayState(page)).paintedPixels).toBeGreaterThan(1000);
});

testOnRealData('all that the four networks need is fetched once, the networks below 45 MB', async () => {
  const { engine, networks } = await downloads.megabytes();
  expect(engine).toBeGreaterThan(14);
  expect(networks).toBeGreaterThan(40);
  expect(networks).toBeLessThan(45);
});

/** In the worker: counts how often kept weights are read, which a network that is opened anew needs. */
function countReads(): void {
  const counted = globalThis as unknown as { reads: number };
  counted.reads = 0;
  const read = Reflect.get<IDBObjectStore, 'get'>(IDBObjectStore.prototype, 'get');
  IDBObjectStore.prototype.get = function get(query) {
    counted.reads++;
    return read.call(this, query);
  };
}

testOnRealData('the reader may take another slice, for which no network is opened anew', async () => {
  const { page } = session;
  const [worker, ...others] = page.workers().filter(each => each.url().endsWith('/ct-radiomics.worker.js'));
  expect(others).toEqual([]);
  await worker?.evaluate(countReads);
  const before = await cy(page, 'slice-index').textContent();
  const areas = await page.locator('[data-cy="slice-choice"] option').allTextContents();
  const area = (await cy(page, 'slice-area').textContent()) ?? '';
  const other = areas.findIndex((text, index) => index > 0 && !text.includes(parseFloat(area).toFixed(0)));
  await page.selectOption('[data-cy="slice-choice"]', { index: other });
  await page.waitForFunction(
    known => document.querySelector('[data-cy="slice-index"]')?.textContent !== known,
    before,
    { timeout: 60_000 },
  );
  expect(await worker?.evaluate('reads')).toBe(0);
  expect((await overlayState(page)).isShown).toBe(true);
  expect(await cy(page, 'slice-chosen-by').innerText()).toContain('by the reader');
});

testOnRealData(
  'a change after the prediction is said, and survives a closed page within two seconds',
  async () => {
    const { page } = session;
    const before = await outlinedVoxels(page);
    await page.keyboard.press('b');
    await page.locator('[data-cy="tool-brush"][aria-pressed="true"]').waitFor();
    const { x, y } = await viewportRectangle(page);
    await page.mouse.move(x + 180, y + 250);
    await page.mouse.down();
    await page.mouse.move(x + 200, y + 260, { steps: 4 });
    await page.mouse.up();
    // First the stroke is taken over; until then the draft's "saved" is that of the outline before it.
    await cy(page, 'stale').waitFor();
    await page.locator('[data-cy="draft"][data-state="saved"]').waitFor({ timeout: 2_000 + 3_000 });
    const after = await outlinedVoxels(page);
    expect(after).toBeGreaterThan(before);
    await page.reload();
    await cy(page, 'outline-extent').waitFor({ timeout: 90_000 });
    expect(await outlinedVoxels(page)).toBe(after);
    expect(await cy(page, 'draft').getAttribute('data-state')).toBe('restored');
  },
);

testOnRealData('an eraser stroke that pauses is taken back by one undo', async () => {
  const { page } = session;
  const before = await outlinedVoxels(page);
  await page.keyboard.press('e');
  await page.locator('[data-cy="tool-eraser"][aria-pressed="true"]').waitFor();
  const { x, y, width, height } = await viewportRectangle(page);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  for (const step of [1, 2, 3]) {
    await page.mouse.move(x + width / 2 + 10 * step, y + height / 2, { steps: 4 });
    await page.waitForTimeout(500);
  }
  await page.mouse.up();
  await page.waitForFunction(
    known =>
      Number(document.querySelector<HTMLElement>('[data-cy="outline-extent"]')?.dataset.voxels) < known,
    before,
    { timeout: 10_000 },
  );
  await page.keyboard.press('Control+z');
  await page.waitForFunction(
    known =>
      Number(document.querySelector<HTMLElement>('[data-cy="outline-extent"]')?.dataset.voxels) === known,
    before,
    { timeout: 10_000 },
  );
});

testOnRealData('no request leaves the machine and no error of ours is thrown', () => {
  expect(foreignRequests(session, server.url)).toEqual([]);
  expect(session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});

testOnRealData('the older host 3.12.10 outlines and predicts too', async () => {
  const older = await serve('3.12.10');
  const opened = await openCt(older.url);
  await outlineMiddle(opened, 80, 60);
  await predict(opened);
  expect((await overlayState(opened.page)).isShown).toBe(true);
  expect(opened.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
  await opened.close();
  await older.close();
});
