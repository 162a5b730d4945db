import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { EXECUTABLE } from '../harness/browser';
import { builtPageModule } from '../harness/builtModule';
import { handMadeResult, handMadeStudy } from '../harness/handMadeResult';
import { startMortalBrowser, type MortalBrowser } from '../harness/mortalBrowser';
import { expectSet, storedSet } from '../harness/storedSet';
import { workplace, type Workplace } from '../server/testServer';
import type { PlainResult, SavingPage } from './savingPage';

declare const saving: SavingPage;

let place: Workplace;
let url: string;
let profile: string;
let steps: number;

/** Opens the store and counts the steps of one undisturbed saving in the browser. */
export async function prepareKilledPages(): Promise<void> {
  place = await workplace();
  await builtPageModule('tests/e2e/savingPage.ts', path.join(place.folder, 'plugins'));
  ({ url } = await place.start());
  profile = await mkdtemp(path.join(tmpdir(), 'timescope-profile-'));
  const browser = await startMortalBrowser(EXECUTABLE, profile);
  steps = await save(await openPage(browser), resultOf(handMadeStudy), 0);
  await browser.kill();
}

export async function endKilledPages(): Promise<void> {
  await place.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * Kills the browser at the given part of a saving's steps, starts it again with two tabs that both send what is kept,
 * then saves the same result again.
 * @param at 0 to 1, of all steps
 */
export async function killedPage(at: number): Promise<void> {
  const killAt = 1 + Math.floor(at * steps);
  // A study for each point: two points may fall on one step, and what is stored already takes fewer steps.
  const study = `${handMadeStudy}.${String(1 + Math.round(1000 * at))}`;
  const result = resultOf(study);
  const first = await startMortalBrowser(EXECUTABLE, profile);
  const page = await openPage(first);
  await page.exposeFunction('killBrowser', () => first.kill());
  await expect(save(page, result, killAt).finally(() => first.kill())).rejects.toThrow();
  const second = await startMortalBrowser(EXECUTABLE, profile);
  try {
    const tabs = [await openPage(second), await openPage(second)];
    await Promise.all(tabs.map(tab => tab.evaluate(() => saving.resume())));
    const resumed = await storedSet(`${url}/dicomweb`, study);
    if (resumed.size > 0) expectSet(resumed, [result], { byteForByte: true });
    const [tab] = tabs;
    if (!tab) throw new Error('tab');
    expect(await save(tab, result, 0)).toBeGreaterThan(0);
    expectSet(await storedSet(`${url}/dicomweb`, study), [result], { byteForByte: true });
    expect(await tab.evaluate(() => saving.kept())).toBe(0);
  } finally {
    await second.kill();
  }
}

const resultOf = (study: string): ResultObjects => handMadeResult('killed page', { study });

async function openPage(browser: MortalBrowser): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.addScriptTag({ url: '/plugins/savingPage.js', type: 'module' });
  await page.waitForFunction(() => 'saving' in globalThis);
  return page;
}

function save(page: Page, result: ResultObjects, killAt: number): Promise<number> {
  const objects = result.objects.map(object => ({ ...object, bytes: [...object.bytes] }));
  const plain: PlainResult = { ...result, objects };
  return page.evaluate(([what, root, step]) => saving.save(what, root, step), [
    plain,
    `${url}/dicomweb`,
    killAt,
  ] as const);
}
