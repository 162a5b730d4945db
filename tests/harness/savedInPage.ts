import type { Page } from 'playwright-core';
import { openBrowser, openStudy, type BrowserSession } from './browser';
import { byTestId, eventually, panelText } from './slidePage';

/** A reader at a computer of their own, with the slide of a study on screen. */
export async function readerAt(serverUrl: string, study: string, reader: string): Promise<BrowserSession> {
  const session = await openBrowser({ width: 1400, height: 1000 });
  const { page } = session;
  await openStudy(page, serverUrl, 'pathology', study);
  await byTestId(page, 'reader-input').fill(reader, { timeout: 60_000 });
  await byTestId(page, 'reader-save').click();
  await byTestId(page, 'measure-slide').waitFor({ timeout: 60_000 });
  return session;
}

/** The score hash, which knows every cell, and a number. */
export const whatIsShown = async (page: Page) => ({
  hash: (await byTestId(page, 'score-hash').getAttribute('data-full')) ?? '',
  positive: await panelText(page, 'score-percentPositive'),
});

export type Shown = Awaited<ReturnType<typeof whatIsShown>>;

/** Presses Save and waits until it is read back. @returns what was on screen */
export async function savedFrom(page: Page, patienceMs = 60_000): Promise<Shown> {
  await eventually(
    () => byTestId(page, 'save-result').isEnabled(),
    isEnabled => isEnabled,
    20_000,
  );
  await byTestId(page, 'save-result').click();
  await eventually(
    () => panelText(page, 'save-state'),
    text => text.startsWith('Saved'),
    patienceMs,
  );
  return whatIsShown(page);
}

export const versionsIn = (page: Page) => byTestId(page, 'result-version');
