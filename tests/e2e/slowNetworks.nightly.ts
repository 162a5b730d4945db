import { jest } from '@jest/globals';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowsers, findStudy, openBrowser, openStudy } from '../harness/browser';
import { repository } from '../harness/commandLine';
import { cy, outlineEllipse } from '../harness/ctPage';
import { drawnSectionStudy } from '../harness/drawnSectionStudy';
import { openTissueMap, pictures } from '../harness/pathologistSession';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { eventually } from '../harness/slidePage';
import { slowNetworks, type SlowNetworks } from '../harness/slowNetworks';

jest.setTimeout(600_000);

let folder: string;
let server: RunningServer;
let slow: SlowNetworks;

async function opened(mode: 'pathology' | 'radiology', data: string): Promise<Page> {
  server = await startServer({ repository, data: [data], port: 0, storeFolder: path.join(folder, 'store') });
  slow = await slowNetworks(server.url, 1.5);
  const { page } = await openBrowser({ width: 1440, height: 960 });
  const study = await findStudy(server.url, mode === 'pathology' ? 'SM' : 'CT');
  await openStudy(page, slow.url, mode, study);
  return page;
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-slow-'));
});
afterEach(async () => {
  await closeBrowsers();
  await slow.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Waits until the panel says so many megabytes of a file's, and gives its words. */
async function fetching(page: Page, file: string): Promise<string> {
  const line = cy(page, 'run-progress');
  return eventually(
    () => line.innerText({ timeout: 60_000 }).catch(() => ''),
    said => new RegExp(`Fetching ${file} [1-9]\\d*\\.\\d of \\d+\\.\\d MB`).test(said),
    120_000,
  );
}

test('the tissue map says how much of the engine has come, is ended at once, and made when asked again', async () => {
  const page = await opened('pathology', await drawnSectionStudy(folder));
  const picture = pictures(page, folder, 'slow-pathology');
  const by = await openTissueMap(page);
  await by.selectOption('tiles-fast');
  await cy(page, 'map-tissue').click();
  expect(await fetching(page, 'the engine')).toMatch(/ of 14\.2 MB/);
  await cy(page, 'run-progress').scrollIntoViewIfNeeded();
  await picture('engine');
  await end(page, 'map-tissue');
  expect(await cy(page, 'map-problem').count()).toBe(0);
  await picture('cancelled');
  await cy(page, 'map-tissue').click();
  await cy(page, 'map-legend').waitFor({ timeout: 240_000 });
});

testOnRealData(
  'the prediction says how much of each network has come, is ended at once, and made when asked again',
  async () => {
    const page = await opened('radiology', sharedData('ct-crlm-seg/ct_images_seg/CRLM-CT-1004'));
    const picture = pictures(page, folder, 'slow-radiology');
    await cy(page, 'ct-section').waitFor({ timeout: 90_000 });
    await outlineEllipse(page, 70, 50);
    await cy(page, 'predict').click();
    expect(await fetching(page, 'the engine')).toMatch(/ of 14\.2 MB/);
    await picture('engine');
    expect(await fetching(page, 'densenet169-tsr')).toMatch(/ of 13\.8 MB/);
    await picture('network');
    await end(page, 'predict');
    expect(await cy(page, 'failure').count()).toBe(0);
    await picture('cancelled');
    await cy(page, 'predict').click();
    expect(await fetching(page, 'densenet121-tils')).toMatch(/ of 7\.7 MB/);
    await picture('next');
    await cy(page, 'probability-tils').waitFor({ timeout: 240_000 });
  },
);

/** Cancels; the button that asks stands there again, and the server's answer was broken off. */
async function end(page: Page, button: string): Promise<void> {
  await cy(page, 'cancel-run').click();
  await cy(page, button).waitFor({ timeout: 5000 });
  await eventually(
    () => Promise.resolve(slow.brokenOff()),
    count => count === 1,
  );
}
