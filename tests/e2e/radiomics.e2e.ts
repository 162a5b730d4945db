import { jest } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserSession } from '../harness/browser';
import { cy, outlineEllipse } from '../harness/ctPage';
import { closeViewers, openViewer } from '../harness/openedViewer';
import { sharedData, testOnRealData } from '../harness/sharedData';

jest.setTimeout(240_000);

let folder: string;
let session: BrowserSession;

beforeAll(async () => {
  const scan = () => sharedData('ct-crlm-seg/ct_images_seg/CRLM-CT-1004');
  ({ folder, session } = await openViewer('radiology', scan, { width: 1400, height: 1000 }));
});

afterAll(closeViewers);

const shown = async (feature: string, column: number) =>
  Number(
    await cy(session.page, `feature-${feature}`)
      .locator('td')
      .nth(column)
      .locator('span')
      .getAttribute('title'),
  );

testOnRealData('two outlines are measured in the worker and stand beside each other', async () => {
  const { page } = session;
  await outlineEllipse(page, 60, 40);
  await cy(page, 'measure-features').click();
  await cy(page, 'feature-original_shape_MeshVolume').waitFor({ timeout: 60_000 });
  expect(await page.locator('[data-cy^="feature-original_"]').count()).toBe(116);
  const first = await shown('original_shape_VoxelVolume', 1);
  await cy(page, 'keep-region').click();
  await page.keyboard.press('ArrowDown');
  await outlineEllipse(page, 90, 60);
  await cy(page, 'measure-features').click();
  await cy(page, 'feature-original_shape_VoxelVolume').locator('td').nth(2).waitFor({ timeout: 60_000 });
  expect(await shown('original_shape_VoxelVolume', 1)).toBe(first);
  expect(await shown('original_shape_VoxelVolume', 2)).toBeGreaterThan(first);
});

testOnRealData('words of name, definition, unit and family narrow the table', async () => {
  const { page } = session;
  await cy(page, 'features-search').fill('glcm contrast');
  await cy(page, 'feature-original_glcm_Contrast').waitFor();
  expect(await page.locator('[data-cy^="feature-original_"]').count()).toBe(1);
  await page.screenshot({ path: process.env.TIMESCOPE_SCREENSHOT ?? path.join(folder, 'search.png') });
  await cy(page, 'features-search').fill('');
});

testOnRealData('the CSV has a column for each region and the research-use line', async () => {
  const { page } = session;
  const waiting = page.waitForEvent('download');
  await cy(page, 'features-csv').click();
  const file = path.join(folder, 'features.csv');
  await (await waiting).saveAs(file);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines[0]).toMatch(
    /^feature,unit,family,definition,".* voxels, bins of 25",".* voxels, bins of 25",profile,use$/,
  );
  expect(lines[1]).toContain('For Research Use Only');
});

testOnRealData('the IBSI profile has its own features', async () => {
  const { page } = session;
  await cy(page, 'features-profile').selectOption('ibsi');
  await cy(page, 'measure-features').click();
  await cy(page, 'feature-cm_contrast_3D_comb').waitFor({ timeout: 60_000 });
  expect(session.pageErrors).toEqual([]);
});
