import { jest } from '@jest/globals';
import { dicomwebClient } from '@timescope/core/dicomweb/client';
import { renderFrame } from '@timescope/runtime/decode/renderFrame';
import { startServer, type RunningServer } from '@timescope/server/server';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowsers, findStudy, openBrowser, openStudy, type BrowserSession } from '../harness/browser';
import { repository } from '../harness/commandLine';
import { cy, drawEllipse, outlinedVoxels, overlayState, viewportRectangle } from '../harness/ctPage';
import { startOrthanc, type Orthanc } from '../harness/orthanc';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { eventually } from '../harness/slidePage';

const LIVER_METASTASES = 'ct-crlm-seg/ct_images_seg/CRLM-CT-1004/image';

jest.setTimeout(240_000);

let orthanc: Orthanc;
let server: RunningServer;
let study: string;
let first: BrowserSession;
let saved: { probability: string | null; voxels: number };

beforeAll(async () => {
  orthanc = await startOrthanc();
  const folder = sharedData(LIVER_METASTASES);
  const archive = dicomwebClient(orthanc.root, { fetch });
  const slices = (await readdir(folder)).filter(name => name.endsWith('.dcm'));
  const files = await Promise.all(slices.map(name => readFile(path.join(folder, name))));
  await archive.store(files, 'timescope-test');
  server = await startServer({ repository, pacs: orthanc.root, port: 0, render: renderFrame });
  study = await findStudy(server.url, 'CT');
  first = await openedBy('Dr. Anna First');
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await orthanc.stop();
});

async function openedBy(reader: string): Promise<BrowserSession> {
  const session = await openBrowser({ width: 1400, height: 1000 });
  const { page } = session;
  await openStudy(page, server.url, 'radiology', study);
  await cy(page, 'ct-section').waitFor({ timeout: 90_000 });
  await cy(page, 'reader-input').fill(reader);
  await cy(page, 'reader-save').click();
  return session;
}

async function save(page: Page): Promise<void> {
  await cy(page, 'save-result').click();
  await eventually(
    () => cy(page, 'save-state').innerText(),
    text => text.startsWith('Saved'),
    60_000,
  );
}

testOnRealData(
  'a reader accepts a prediction and saves it through our server into a real Orthanc',
  async () => {
    const { page } = first;
    await cy(page, 'tool-outline').click();
    await page.locator('[data-cy="tool-outline"][aria-pressed="true"]').waitFor({ timeout: 30_000 });
    const { x, y, width, height } = await viewportRectangle(page);
    await drawEllipse(page, { x: x + width / 2, y: y + height / 2, radiusX: 70, radiusY: 50 });
    await eventually(
      () => outlinedVoxels(page),
      voxels => voxels > 100,
      10_000,
    );
    await cy(page, 'predict').click();
    await cy(page, 'probability-tils').waitFor({ timeout: 120_000 });
    await cy(page, 'accept-tils').click();
    await cy(page, 'decision-tils').waitFor();
    await save(page);
    saved = {
      probability: await cy(page, 'probability-tils').textContent(),
      voxels: await outlinedVoxels(page),
    };
    await cy(page, 'archive-title').click();
    await cy(page, 'result-version').waitFor();
    expect(await cy(page, 'result-facts').first().innerText()).toMatch(/Version 1 .* by Dr\. Anna First/);
  },
);

testOnRealData('another decision is another version; both are listed', async () => {
  const { page } = first;
  await cy(page, 'take-back-tils').click();
  await cy(page, 'reject-tils').click();
  await cy(page, 'reason-of-tils').fill('mostly necrosis');
  await cy(page, 'decide-why-tils').click();
  await save(page);
  await eventually(
    () => cy(page, 'result-version').count(),
    count => count === 2,
    20_000,
  );
});

testOnRealData('at another computer outline, numbers, heat map and decision come back', async () => {
  const { page } = await openedBy('Dr. Ben Second');
  await cy(page, 'archive-title').click();
  await cy(page, 'result-version').first().waitFor({ timeout: 30_000 });
  await cy(page, 'result-open').first().click();
  await cy(page, 'probability-tils').waitFor({ timeout: 60_000 });
  expect(await cy(page, 'probability-tils').textContent()).toBe(saved.probability);
  expect(await outlinedVoxels(page)).toBe(saved.voxels);
  expect(await cy(page, 'decision-tils').innerText()).toMatch(/Rejected: mostly necrosis[^]*Dr\. Anna First/);
  await eventually(
    () => overlayState(page),
    ({ isShown }) => isShown,
  );
  expect(await cy(page, 'stale').count()).toBe(0);
  await cy(page, 'result-open').nth(1).click();
  await eventually(
    () => cy(page, 'decision-tils').getAttribute('data-kind'),
    kind => kind === 'accepted',
    30_000,
  );
});

testOnRealData('the stock viewer opens the study with its results without an error', async () => {
  const { page } = first;
  const missing: string[] = [];
  page.on('response', answer => {
    if (answer.status() >= 400) missing.push(new URL(answer.url()).pathname);
  });
  await page.goto(`${server.url}/viewer?StudyInstanceUIDs=${study}`);
  await page.locator('.viewport-element').first().waitFor({ timeout: 30_000 });
  await page.waitForTimeout(3000);
  expect(missing).toEqual([]);
  expect(first.pageErrors).toEqual([]);
  expect(first.consoleErrors).toEqual([]);
});
