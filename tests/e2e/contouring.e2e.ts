import { jest } from '@jest/globals';
import type { RunningServer } from '@timescope/server/server';
import path from 'node:path';
import type { BrowserSession } from '../harness/browser';
import { cy, otherVoxels, outlinedVoxels, outlineEllipse } from '../harness/ctPage';
import { closeViewers, openViewer } from '../harness/openedViewer';
import { sharedData, testOnRealData } from '../harness/sharedData';

jest.setTimeout(240_000);

let folder: string;
let server: RunningServer;
let session: BrowserSession;

beforeAll(async () => {
  const scan = () => sharedData('ct-crlm-seg/ct_images_seg/CRLM-CT-1004');
  ({ folder, server, session } = await openViewer('radiology', scan, { width: 1400, height: 1000 }));
});

afterAll(closeViewers);

/** Voxels by the press of a key or a button, once the panel counts others. */
async function after(act: () => Promise<unknown>): Promise<number> {
  const before = await outlinedVoxels(session.page);
  await act();
  return otherVoxels(session.page, before);
}

testOnRealData('two drawn slices are joined by one key, and one undo takes it back', async () => {
  const { page } = session;
  const first = await outlineEllipse(page, 60, 40);
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown');
  const both = await outlineEllipse(page, 60, 40);
  const whole = await after(() => page.keyboard.press('f'));
  expect(await cy(page, 'outline-edits-said').innerText()).toBe('2 slices filled.');
  // Two equal ellipses give two more of nearly the same area between them.
  expect(whole - both).toBeGreaterThan(1.9 * first);
  expect(whole - both).toBeLessThan(2.1 * first);
  expect(await after(() => page.keyboard.press('Control+z'))).toBe(both);
});

testOnRealData("ITK's method comes from our own server and fills the same slices", async () => {
  const { page } = session;
  const both = await outlinedVoxels(page);
  const fetched: string[] = [];
  page.on('request', request => void fetched.push(request.url()));
  await cy(page, 'outline-edits').locator('select').first().selectOption('morphological');
  const whole = await after(() => cy(page, 'timescopeInterpolateOutline').click());
  expect(await cy(page, 'outline-edits-said').innerText()).toBe('2 slices filled.');
  expect(whole).toBeGreaterThan(1.9 * both);
  expect(fetched.filter(url => !url.startsWith(server.url))).toEqual([]);
  await page.screenshot({ path: process.env.TIMESCOPE_SCREENSHOT ?? path.join(folder, 'filled.png') });
});

testOnRealData('the slice in view grows by a margin, shrinks back and is copied on', async () => {
  const { page } = session;
  const whole = await outlinedVoxels(page);
  const grown = await after(() => cy(page, 'timescopeGrowOutline').click());
  expect(grown).toBeGreaterThan(whole);
  const back = await after(() => cy(page, 'timescopeShrinkOutline').click());
  expect(Math.abs(back - whole)).toBeLessThan(0.01 * whole);
  const copied = await after(() => page.keyboard.press('Shift+C'));
  expect(copied).toBeGreaterThan(1.2 * whole);
  // It goes along: the next press copies on.
  expect(await after(() => page.keyboard.press('Shift+C'))).toBeGreaterThan(1.4 * whole);
  expect(session.pageErrors).toEqual([]);
});
