import { jest } from '@jest/globals';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findStudy, foreignRequests, openBrowser, openStudy, type BrowserSession } from '../harness/browser';
import { repository } from '../harness/commandLine';
import {
  cy,
  drawEllipse,
  otherVoxels,
  outlinedVoxels,
  outlineEllipse,
  overlayState,
  viewportRectangle,
} from '../harness/ctPage';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { eventually } from '../harness/slidePage';

jest.setTimeout(600_000);

let folder: string;
let server: RunningServer;
let session: BrowserSession;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-radiologist-'));
  server = await startServer({
    repository,
    data: [sharedData('ct-crlm-seg/ct_images_seg/CRLM-CT-1004/image')],
    port: 0,
    storeFolder: path.join(folder, 'store'),
    hostVersion: '3.13.2',
  });
  session = await openBrowser({ width: 1400, height: 1000 });
});

afterAll(async () => {
  await session.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function picture(name: string): Promise<void> {
  const into = process.env.TIMESCOPE_SCREENSHOTS;
  if (into !== undefined) await session.page.screenshot({ path: path.join(into, `session-${name}.png`) });
}

testOnRealData(
  'a radiologist contours three slices, fills between them off line, corrects, predicts, exports and finds it all again',
  async () => {
    const { page } = session;
    await openStudy(page, server.url, 'radiology', await findStudy(server.url, 'CT'));
    await cy(page, 'ct-section').waitFor({ timeout: 90_000 });
    for (let down = 0; down < 12; down++) await page.keyboard.press('ArrowDown');
    await picture('1-opened');
    for (const radius of [50, 60, 40]) {
      await outlineEllipse(page, radius, 0.7 * radius);
      for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowDown');
    }
    const drawn = await outlinedVoxels(page);
    await picture('2-contoured');

    await page.context().setOffline(true);
    await page.keyboard.press('f');
    const filled = await otherVoxels(page, drawn);
    expect(await cy(page, 'outline-edits-said').innerText()).toBe('2 slices filled.');
    await page.context().setOffline(false);
    expect(filled).toBeGreaterThan(1.4 * drawn);
    await picture('3-filled');

    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('b');
    await page.locator('[data-cy="tool-brush"][aria-pressed="true"]').waitFor();
    const { x, y, width, height } = await viewportRectangle(page);
    await page.mouse.move(x + width / 2 + 45, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 60, y + height / 2 + 10, { steps: 5 });
    await page.mouse.up();
    const brushed = await otherVoxels(page, filled);
    expect(brushed).toBeGreaterThan(filled);
    await picture('4-brushed');
    await page.keyboard.press('Control+z');
    expect(await otherVoxels(page, brushed)).toBe(filled);

    await page.keyboard.press('p');
    await cy(page, 'probability-tils').waitFor({ timeout: 120_000 });
    expect(await cy(page, 'demonstration').innerText()).toContain('no clinical meaning');
    expect((await overlayState(page)).isShown).toBe(true);
    await picture('5-predicted');

    await cy(page, 'export-section-title').click();
    const [crop] = await Promise.all([page.waitForEvent('download'), cy(page, 'export-crop').click()]);
    expect(crop.suggestedFilename()).toBe('crop.png');
    await picture('6-exported');
    await page.locator('[data-cy="draft"][data-state="saved"]').waitFor();

    await page.reload();
    await cy(page, 'outline-extent').waitFor({ timeout: 90_000 });
    expect(await outlinedVoxels(page)).toBe(filled);
    await eventually(
      () => cy(page, 'measures-whole').innerText(),
      text => /\d ml/.test(text),
      20_000,
    );
    await picture('7-back');
    expect(foreignRequests(session, server.url)).toEqual([]);
    expect(session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
  },
);

testOnRealData('the mask follows into the three planes, where a line off the slices is refused', async () => {
  const { page } = session;
  const voxels = await outlineEllipse(page, 80, 60);
  await page.evaluate(() => Object.assign(globalThis, { host: globalThis }));
  await page.evaluate(() => host.commandsManager.runCommand('toggleHangingProtocol', { protocolId: 'mpr' }));
  const planes = page.locator('.viewport-element');
  await eventually(
    () => planes.count(),
    count => count === 3,
    60_000,
  );
  await eventually(
    () => page.evaluate(viewportsWithMask),
    count => count === 3,
    30_000,
  );
  expect(await outlinedVoxels(page)).toBe(voxels);
  await picture('8-planes');
  const box = await planes.nth(1).boundingBox();
  if (!box) throw new Error('The page shows no second plane.');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.press('t');
  await page.locator('[data-cy="tool-outline"][aria-pressed="true"]').waitFor();
  await drawEllipse(page, { x: box.x + box.width / 2, y: box.y + box.height / 2, radiusX: 30, radiusY: 30 });
  await cy(page, 'failure').waitFor({ timeout: 20_000 });
  expect(await cy(page, 'failure').innerText()).toContain('does not lie on one slice of the CT');
  expect(await outlinedVoxels(page)).toBe(voxels);
  await page.keyboard.press('b');
  await page.locator('[data-cy="tool-brush"][aria-pressed="true"]').waitFor();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  const painted = await otherVoxels(page, voxels);
  await picture('9-painted');
  expect(painted).toBeGreaterThan(voxels);
  await page.keyboard.press('Control+z');
  expect(await otherVoxels(page, painted)).toBe(voxels);
  expect(session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});

/** Viewports to which the host has added a segmentation. */
function viewportsWithMask(): number {
  const { viewportGridService, segmentationService } = host.services;
  return [...viewportGridService.getState().viewports.keys()].filter(
    id => segmentationService.getSegmentationRepresentations(id).length > 0,
  ).length;
}

/** What the stock host keeps on the window, under the names that this file gives it in the page. */
declare const host: {
  readonly commandsManager: { runCommand(name: string, options: object): unknown };
  readonly services: {
    readonly viewportGridService: { getState(): { readonly viewports: ReadonlyMap<string, unknown> } };
    readonly segmentationService: { getSegmentationRepresentations(id: string): readonly unknown[] };
  };
};
