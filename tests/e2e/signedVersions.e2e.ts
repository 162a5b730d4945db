import { jest } from '@jest/globals';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { closeBrowsers, findStudy, openBrowser, openStudy, type BrowserSession } from '../harness/browser';
import { repository, timescope } from '../harness/commandLine';
import { finalHash, nameReader, unfold } from '../harness/pathologistSession';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { byTestId, eventually, panelText, signedAndStored } from '../harness/slidePage';

const PHOTOGRAPH = 'ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png';
const READER = 'Dr. Anna First';

jest.setTimeout(180_000);

let folder: string;
let server: RunningServer;
let study: string;
let session: BrowserSession;
/** Of the result that the command line stored. */
let scored: { readonly hash: string };

/** Nothing is measured in the browser: all begins with a result of the command line. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-signed-'));
  const slide = path.join(folder, 'slide');
  await timescope('dicomize', sharedData(PHOTOGRAPH), '--mpp', '0.2271', '--out', slide);
  server = await startServer({ repository, data: [slide], port: 0, storeFolder: path.join(folder, 'store') });
  study = await findStudy(server.url, 'SM');
  const store = ['--store', `${server.url}/dicomweb`, '--out', path.join(folder, 'out')];
  scored = JSON.parse(
    await timescope('score', slide, '--marker', 'ki67', ...store, '--json'),
  ) as typeof scored;
  session = await openBrowser({ width: 1400, height: 1000 });
  await openStudy(session.page, server.url, 'pathology', study);
  await byTestId(session.page, 'measure-slide').waitFor({ timeout: 60_000 });
  await nameReader(session.page, READER);
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Reports in the archive. */
async function stored(): Promise<number> {
  const answer = await fetch(`${server.url}/dicomweb/studies/${study}/series?Modality=SR`);
  return ((await answer.json()) as unknown[]).length;
}

async function shownHash(page: Page, isWanted: (hash: string) => boolean): Promise<string> {
  return eventually(() => finalHash(page, 20_000), isWanted, 20_000);
}

/** Signs what is on screen and saves it. @returns its hash, and what stands under Sign. */
async function signAndSave(page: Page): Promise<{ readonly hash: string; readonly signed: string }> {
  await byTestId(page, 'sign-button').click();
  await signedAndStored(page);
  const signed = await byTestId(page, 'signed-version').first().innerText();
  await byTestId(page, 'save-result').click();
  await eventually(
    () => panelText(page, 'save-state'),
    text => text.startsWith('Saved at'),
    30_000,
  );
  return { hash: await finalHash(page), signed };
}

/** The button of the version that the reader saved first; the newest stands first. */
const openOlder = (page: Page): Locator =>
  byTestId(page, 'result-version').filter({ hasText: READER }).last().locator('[data-cy="result-open"]');

const signatures: { readonly hash: string; readonly signed: string }[] = [];

testOnRealData(
  'a result that the command line stored opens as it was, and can be signed and saved',
  async () => {
    const { page } = session;
    await unfold(page, 'archive');
    await byTestId(page, 'result-open').first().click();
    await byTestId(page, 'result-on-screen').waitFor({ timeout: 30_000 });
    expect(await finalHash(page, 20_000)).toBe(scored.hash);
    for (const notice of ['other-settings', 'sign-not-yet'])
      expect(await byTestId(page, notice).count()).toBe(0);
    signatures.push(await signAndSave(page));
    expect(signatures[0]?.hash).toBe(scored.hash);
    expect(await stored()).toBe(2);
  },
);

testOnRealData('the next version has other thresholds and a score of the reader', async () => {
  const { page } = session;
  await byTestId(page, 'new-version').click();
  await byTestId(page, 'threshold-field-1').fill('0.15');
  await byTestId(page, 'threshold-field-1').press('Enter');
  await shownHash(page, hash => hash !== '' && hash !== scored.hash);
  await byTestId(page, 'override').check();
  await byTestId(page, 'override-score').selectOption('hScore.whole');
  await byTestId(page, 'override-value').fill('250');
  await byTestId(page, 'override-reason').fill('counted by eye');
  signatures.push(await signAndSave(page));
  expect(signatures[1]?.signed).toContain('250');
  expect(await stored()).toBe(3);
});

testOnRealData(
  'of two signed versions the older opens with its own signature, and is saved already',
  async () => {
    const { page } = session;
    const [older] = signatures;
    const open = openOlder(page);
    await open.click();
    // What is on screen is signed: it asks.
    expect(await open.innerText()).toBe('Replace what is on screen');
    await open.click();
    await shownHash(page, hash => hash === older?.hash);
    expect(await signedAndStored(page)).toBe('Version 1, signed');
    expect(await byTestId(page, 'signed-version').first().innerText()).toBe(older?.signed);
    expect(await panelText(page, 'sign-title')).toContain('Version 1, signed');
    expect(await panelText(page, 'result')).not.toContain('250');
    await eventually(
      () => panelText(page, 'save-state'),
      text => text.startsWith('Saved'),
    );
    expect(await byTestId(page, 'save-result').isEnabled()).toBe(false);
    expect(await stored()).toBe(3);
    expect(session.pageErrors).toEqual([]);
  },
);
