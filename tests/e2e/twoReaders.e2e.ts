import { jest } from '@jest/globals';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findStudy, openBrowser, openStudy, type BrowserSession } from '../harness/browser';
import { repository } from '../harness/commandLine';
import { cy, drawEllipse, outlinedVoxels, viewportRectangle } from '../harness/ctPage';
import { sharedData, testOnRealData } from '../harness/sharedData';

const LIVER_METASTASES = 'ct-crlm-seg/ct_images_seg/CRLM-CT-1004';

jest.setTimeout(240_000);

let folder: string;
let server: RunningServer;
/** Two machines: each browser has a profile of its own. */
let anna: BrowserSession;
let ben: BrowserSession;
let study: string;
let drawnByAnna: number;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-readers-'));
  server = await startServer({
    repository,
    data: [sharedData(LIVER_METASTASES)],
    port: 0,
    storeFolder: path.join(folder, 'store'),
    readingsFolder: path.join(folder, 'readings'),
  });
  study = await findStudy(server.url, 'CT');
  anna = await openBrowser();
  ben = await openBrowser();
});

afterAll(async () => {
  await anna.close();
  await ben.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function openAs({ page }: BrowserSession, name: string): Promise<void> {
  await openStudy(page, server.url, 'radiology', study);
  await cy(page, 'ct-section').waitFor({ timeout: 90_000 });
  await nameReader(page, name);
}

async function nameReader(page: BrowserSession['page'], name: string): Promise<void> {
  const change = cy(page, 'reader-name').getByRole('button');
  if ((await change.count()) > 0) await change.click();
  await cy(page, 'reader-input').fill(name);
  await cy(page, 'reader-save').click();
}

/** In a sealed reading another name loads the page anew: nothing of the reader before is left in it. */
async function renameReader(session: BrowserSession, name: string): Promise<void> {
  const reloaded = session.page.waitForEvent('load', { timeout: 30_000 });
  await nameReader(session.page, name);
  await reloaded;
  await cy(session.page, 'ct-section').waitFor({ timeout: 90_000 });
  await inPhase(session, 'notJoined');
}

const inPhase = ({ page }: BrowserSession, phase: string) =>
  page
    .locator(`[data-cy="reading-phase"][data-phase="${phase}"]`)
    .waitFor({ state: 'attached', timeout: 30_000 });

/** An ellipse about the middle of the viewport, moved by dx, in CSS pixels. */
async function outline(
  { page }: BrowserSession,
  dx: number,
  radiusX: number,
  radiusY: number,
): Promise<number> {
  await cy(page, 'tool-outline').click();
  await page.locator('[data-cy="tool-outline"][aria-pressed="true"]').waitFor({ timeout: 30_000 });
  const { x, y, width, height } = await viewportRectangle(page);
  const before = await outlinedVoxels(page);
  await drawEllipse(page, { x: x + width / 2 + dx, y: y + height / 2, radiusX, radiusY });
  await voxelsOtherThan(page, before);
  await saved(page);
  return outlinedVoxels(page);
}

const voxelsOtherThan = (page: BrowserSession['page'], known: number) =>
  page.waitForFunction(
    voxels =>
      Number(document.querySelector<HTMLElement>('[data-cy="outline-extent"]')?.dataset.voxels ?? 0) !==
      voxels,
    known,
    { timeout: 10_000 },
  );

const saved = (page: BrowserSession['page']) =>
  page.locator('[data-cy="draft"][data-state="saved"]').waitFor({ timeout: 5_000 });

async function sign({ page }: BrowserSession): Promise<void> {
  await cy(page, 'sign').click();
  await cy(page, 'sign-now').click();
}

const picture = (session: BrowserSession, name: string) =>
  session.page.screenshot({
    path: path.join(process.env.TIMESCOPE_SCREENSHOTS ?? folder, `two-readers-${name}.png`),
  });

testOnRealData(
  'Anna sets the series to two readers and outlines; her outline is in no store of her browser',
  async () => {
    await openAs(anna, 'Anna');
    await cy(anna.page, 'reading-explain').click();
    await cy(anna.page, 'reading-begin').click();
    await inPhase(anna, 'drawing');
    expect(await cy(anna.page, 'other-reader').textContent()).toBe('The other reader has not begun.');
    await outline(anna, 0, 60, 45);
    await anna.page.keyboard.press('ArrowDown');
    drawnByAnna = await outline(anna, 0, 80, 60);
    const kept = await anna.page.evaluate(async () => {
      const open = indexedDB.open('timescope-outlines');
      const database = await new Promise<IDBDatabase>(resolve => {
        open.onsuccess = () => resolve(open.result);
      });
      if (!database.objectStoreNames.contains('drafts')) return [];
      const all = database.transaction('drafts').objectStore('drafts').getAll();
      return new Promise<unknown[]>(resolve => {
        all.onsuccess = () => resolve(all.result);
      });
    });
    expect(kept).toEqual([]);
  },
);

testOnRealData(
  'her outline survives a reload; another name at her machine sees nothing, and her key brings it back',
  async () => {
    const { page } = anna;
    await page.reload();
    await cy(page, 'outline-extent').waitFor({ timeout: 90_000 });
    expect(await outlinedVoxels(page)).toBe(drawnByAnna);
    await inPhase(anna, 'drawing');
    const key = (await cy(page, 'reading-key').getAttribute('data-full')) ?? '';
    await renameReader(anna, 'Ben');
    expect(await outlinedVoxels(page)).toBe(0);
    await renameReader(anna, 'Anna');
    expect(await outlinedVoxels(page)).toBe(0);
    await picture(anna, 'join');
    await cy(page, 'reading-begin').click();
    await cy(page, 'failure').waitFor();
    expect(await cy(page, 'failure').textContent()).toContain('A reader of this name has begun');
    await cy(page, 'reading-key-input').fill(key.toLowerCase().replaceAll('-', ' '));
    await cy(page, 'reading-key-enter').click();
    await cy(page, 'outline-extent').waitFor();
    expect(await outlinedVoxels(page)).toBe(drawnByAnna);
  },
);

testOnRealData(
  'Ben joins at his machine: he sees that she draws, then that she has signed, and nothing of hers',
  async () => {
    await openAs(ben, 'Ben');
    await inPhase(ben, 'notJoined');
    await ben.page.keyboard.press('t');
    await cy(ben.page, 'failure').waitFor();
    expect(await cy(ben.page, 'failure').textContent()).toContain('you are not one of them yet');
    await cy(ben.page, 'reading-begin').click();
    await inPhase(ben, 'drawing');
    expect(await cy(ben.page, 'other-reader').textContent()).toBe('The other reader is drawing.');
    expect(await outlinedVoxels(ben.page)).toBe(0);
    await sign(anna);
    await inPhase(anna, 'signed');
    await ben.page.locator('[data-cy="other-reader"][data-state="signed"]').waitFor({ timeout: 15_000 });
    await picture(anna, 'signed');
    await picture(ben, 'drawing');
    expect(await outlinedVoxels(ben.page)).toBe(0);
    expect(await cy(ben.page, 'readers-overlay').count()).toBe(0);
    expect(ben.requests.some(url => url.endsWith('/outlines'))).toBe(false);
  },
);

testOnRealData('what Anna has signed does not change, whatever tool she takes', async () => {
  const { page } = anna;
  expect(await cy(page, 'tool-brush').isDisabled()).toBe(true);
  await page.keyboard.press('b');
  await cy(page, 'failure').waitFor();
  expect(await cy(page, 'failure').textContent()).toContain('You have signed');
  await page.keyboard.press('Control+z');
  expect(await outlinedVoxels(page)).toBe(drawnByAnna);
});

testOnRealData(
  'after Ben has signed both see both lines with their names, and how well they agree',
  async () => {
    await ben.page.keyboard.press('ArrowDown');
    await outline(ben, 14, 82, 56);
    await picture(ben, 'before-signing');
    await sign(ben);
    for (const session of [ben, anna]) {
      const { page } = session;
      await inPhase(session, 'opened');
      await cy(page, 'dice').waitFor({ timeout: 60_000 });
      const dice = Number(await cy(page, 'dice').textContent());
      expect(dice).toBeGreaterThan(0.4);
      expect(dice).toBeLessThan(0.95);
      for (const measure of ['hausdorff', 'hd95', 'hd95-larger', 'mean-surface'])
        expect(await cy(page, measure).textContent()).toMatch(/^\d+\.\d mm$/);
      expect(await cy(page, 'reader-differences').textContent()).toMatch(
        /Volume, cm³.*Largest area, mm².*I:\d+/,
      );
      expect(await cy(page, 'reader-A').textContent()).toBe('A: Anna');
      expect(await cy(page, 'reader-B').textContent()).toBe('B: Ben');
    }
    // Anna's page comes to the slice of her greatest area, where both have a line.
    for (const { page } of [anna, ben])
      await page
        .locator('[data-cy="readers-overlay"][data-shown="AB"]')
        .waitFor({ state: 'attached', timeout: 20_000 });
    await picture(ben, 'opened');
    await cy(ben.page, 'show-A').uncheck();
    await ben.page.locator('[data-cy="readers-overlay"][data-shown="B"]').waitFor({ state: 'attached' });
    await cy(ben.page, 'show-A').check();
  },
);

testOnRealData(
  'the majority becomes an outline that is edited and undone; the signed ones stay',
  async () => {
    const { page } = ben;
    const of = async (seat: string) => {
      const text = await cy(page, `reader-${seat}`).locator('..').textContent();
      return Number(/([\d,]+) voxels/.exec(text ?? '')?.[1]?.replaceAll(',', ''));
    };
    const [a, b] = [await of('A'), await of('B')];
    await cy(page, 'consensus-both').click();
    await cy(page, 'outline-extent').waitFor();
    const shared = await outlinedVoxels(page);
    expect(shared).toBeLessThan(Math.min(a, b));
    const dice = Number(await cy(page, 'dice').textContent());
    expect((2 * shared) / (a + b)).toBeCloseTo(dice, 2);
    await picture(ben, 'consensus');
    await cy(page, 'consensus-either').click();
    await voxelsOtherThan(page, shared);
    expect(await outlinedVoxels(page)).toBe(a + b - shared);
    await page.keyboard.press('Control+z');
    await voxelsOtherThan(page, a + b - shared);
    expect(await outlinedVoxels(page)).toBe(shared);
    expect([await of('A'), await of('B')]).toEqual([a, b]);
  },
);

testOnRealData('the radiomics of both stand beside each other under their names', async () => {
  const { page } = ben;
  await cy(page, 'features-of-both').click();
  const row = cy(page, 'feature-original_shape_VoxelVolume');
  await row.locator('td').nth(2).waitFor({ timeout: 60_000 });
  expect(await cy(page, 'features-table').locator('th').nth(1).textContent()).toMatch(/^Anna, /);
  expect(await cy(page, 'features-table').locator('th').nth(2).textContent()).toMatch(/^Ben, /);
  await picture(ben, 'radiomics');
  for (const session of [anna, ben])
    expect(session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});
