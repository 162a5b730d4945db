import { jest } from '@jest/globals';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findStudy, openBrowser, openStudy, type BrowserSession } from '../harness/browser';
import { repository } from '../harness/commandLine';
import { cy, otherVoxels, outlinedVoxels, viewportRectangle } from '../harness/ctPage';
import { errorsIn } from '../harness/dicomOracles';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { eventually } from '../harness/slidePage';

jest.setTimeout(240_000);

/** As the headers of the series say: 0.796875 mm a pixel. */
const PIXEL_MM2 = 0.796875 ** 2;

let folder: string;
let server: RunningServer;
let session: BrowserSession;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-tools-'));
  server = await startServer({
    repository,
    data: [sharedData('ct-crlm-seg/ct_images_seg/CRLM-CT-1004/image')],
    port: 0,
    storeFolder: path.join(folder, 'store'),
    hostVersion: '3.13.2',
  });
  session = await openBrowser({ width: 1400, height: 1000 });
  await openStudy(session.page, server.url, 'radiology', await findStudy(server.url, 'CT'));
  await cy(session.page, 'ct-section').waitFor({ timeout: 90_000 });
});

afterAll(async () => {
  await session.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A picture of the step for whoever wants to look at it. */
async function picture(name: string): Promise<void> {
  const into = process.env.TIMESCOPE_SCREENSHOTS;
  if (into !== undefined) await session.page.screenshot({ path: path.join(into, `${name}.png`) });
}

async function choose(tool: string, key: string): Promise<void> {
  await session.page.keyboard.press(key);
  await session.page.locator(`[data-cy="tool-${tool}"][aria-pressed="true"]`).waitFor({ timeout: 30_000 });
}

/** Clicks, far enough apart in time to be no double click. */
async function clickEach(points: readonly (readonly [number, number])[]): Promise<void> {
  for (const [x, y] of points) {
    await session.page.mouse.move(x, y, { steps: 3 });
    await session.page.mouse.click(x, y);
    await session.page.waitForTimeout(550);
  }
}

async function middle(): Promise<readonly [number, number]> {
  const { x, y, width, height } = await viewportRectangle(session.page);
  return [x + width / 2, y + height / 2];
}

/** A square of 120 CSS pixels round the middle, its first corner clicked again. */
async function square(): Promise<readonly (readonly [number, number])[]> {
  const [x, y] = await middle();
  const corners = [-60, 60].flatMap(dx => [-60, 60].map(dy => [x + dx, y + (dx < 0 ? dy : -dy)] as const));
  return [...corners, ...corners.slice(0, 1)];
}

async function after(act: () => Promise<unknown>): Promise<number> {
  const before = await outlinedVoxels(session.page);
  await act();
  return otherVoxels(session.page, before);
}

testOnRealData('a polygon of four clicks fills the mask when its first point is clicked again', async () => {
  const { page } = session;
  await choose('polygon', 'y');
  const voxels = await after(async () => clickEach(await square()));
  await eventually(
    () => cy(page, 'measures-here').innerText(),
    text => parseFloat(text.replace(/^\D+/, '')) === Math.round(voxels * PIXEL_MM2),
  );
  expect(await cy(page, 'measures-here').innerText()).toMatch(
    /^Slice\s\d+ mm²\s\d+\.\d x \d+\.\d\s-?\d+ ± \d+$/,
  );
  expect(await cy(page, 'measures-whole').innerText()).toMatch(/^Whole\s\d+\.\d+ ml/);
  await picture('polygon');
  await after(() => page.keyboard.press('Control+z'));
});

testOnRealData('a livewire of the same clicks fills a mask too', async () => {
  await choose('livewire', 'k');
  expect(await after(async () => clickEach(await square()))).toBeGreaterThan(500);
  await picture('livewire');
  await after(() => session.page.keyboard.press('Control+z'));
});

testOnRealData('a range brush paints soft tissue and leaves the lung beside it', async () => {
  const { page } = session;
  const [x, y] = await middle();
  const stroke = async () => {
    await page.mouse.move(x - 40, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y, { steps: 6 });
    await page.mouse.up();
  };
  await choose('brush', 'b');
  const all = await after(stroke);
  await after(() => page.keyboard.press('Control+z'));
  await choose('rangeBrush', 'u');
  const soft = await after(stroke);
  await picture('rangeBrush');
  expect(soft).toBeLessThan(0.9 * all);
  expect(soft).toBeGreaterThan(0.2 * all);
  await after(() => page.keyboard.press('Control+z'));
});

testOnRealData(
  'a region grows from a click in the aorta; from the lung it leaks and nothing is kept',
  async () => {
    const { page } = session;
    const [x, y] = await middle();
    await choose('grow', 'd');
    await cy(page, 'grow-tolerance').fill('3');
    // The descending aorta lies before the spine on this slice.
    const grown = await after(() => page.mouse.click(x + 4, y + 64));
    await picture('grown');
    expect(grown).toBeGreaterThan(100);
    expect(await cy(page, 'grow-said').innerText()).toMatch(/^Grown on 1 slice, HU \d+ to \d+\.$/);
    await page.mouse.click(x - 180, y + 20);
    await cy(page, 'failure').waitFor({ timeout: 20_000 });
    expect(await cy(page, 'failure').innerText()).toContain('it leaked, and nothing of it was kept');
    await picture('leaked');
    expect(await outlinedVoxels(page)).toBe(grown);
  },
);

testOnRealData('a second region has its own voxels and name; deleting it is one undo', async () => {
  const { page } = session;
  const first = await outlinedVoxels(page);
  await page.keyboard.press('Shift+N');
  await cy(page, 'outline-hint').waitFor();
  await cy(page, 'roi-name').nth(1).fill('Node');
  await cy(page, 'roi-name').nth(1).press('Enter');
  await choose('polygon', 'y');
  const second = await after(async () => clickEach(await square()));
  await picture('regions');
  await cy(page, 'remove-roi').click();
  await eventually(
    () => outlinedVoxels(page),
    voxels => voxels <= first,
  );
  expect(await cy(page, 'roi').count()).toBe(1);
  await page.keyboard.press('Control+z');
  await eventually(
    () => outlinedVoxels(page),
    voxels => voxels === second,
  );
  expect(await cy(page, 'roi-name').nth(1).inputValue()).toBe('Node');
});

testOnRealData('SEG and RTSTRUCT that are saved from the panel are valid DICOM of both regions', async () => {
  const { page } = session;
  await cy(page, 'export-section-title').click();
  for (const [button, modality] of [
    ['export-seg', 'SEG'],
    ['export-rtstruct', 'RTSTRUCT'],
  ] as const) {
    const [file] = await Promise.all([page.waitForEvent('download'), cy(page, button).click()]);
    const bytes = await readFile(await file.path());
    const { dataset } = readPart10(bytes);
    expect(dataset['00080060']?.Value).toEqual([modality]);
    const items = dataset['00620002'] ?? dataset['30060020'];
    expect(items?.Value).toHaveLength(2);
    expect(errorsIn(bytes)).toEqual([]);
  }
});

testOnRealData('the region as NIfTI comes back from the file as it was', async () => {
  const { page } = session;
  const voxels = await outlinedVoxels(page);
  const files = new Map<string, string>();
  page.on('download', download => {
    void download.path().then(place => files.set(download.suggestedFilename(), place));
  });
  await cy(page, 'export-nifti').click();
  await eventually(
    () => Promise.resolve(files.size),
    count => count === 2,
    60_000,
  );
  await after(() => cy(page, 'clear').click());
  const name = path.join(folder, 'roi.nii.gz');
  await writeFile(name, await readFile(files.get('CT_mask.nii.gz') ?? ''));
  await cy(page, 'import-nifti').setInputFiles(name);
  await eventually(
    () => outlinedVoxels(page),
    count => count === voxels,
    20_000,
  );
  await picture('imported');
  expect(session.pageErrors).toEqual([]);
});
