import type { Page } from 'playwright-core';
import { nameReader } from './pathologistSession';
import { byTestId, eventually } from './slidePage';

/** Goes to the report of a study's patient, and waits until it is there. */
export async function openReport(on: Page, serverUrl: string, study: string): Promise<void> {
  await on.goto(`${serverUrl}/report?StudyInstanceUIDs=${study}`);
  await byTestId(on, 'report-paper').waitFor({ timeout: 60_000 });
}

/** Waits for all pictures of the page, so many of them. */
export const picturesMade = (on: Page, many: number): Promise<number> =>
  eventually(
    () => on.locator('[data-cy="report-paper"] figure img').count(),
    count => count === many,
    60_000,
  );

/** A reader accepts one row, amends another and types what no result knows. */
export async function readReport(on: Page): Promise<void> {
  // A name that was given in another mode is known here.
  if ((await byTestId(on, 'reader-input').count()) > 0) await nameReader(on, 'Dr. Anna First');
  await byTestId(on, 'accept-tils').click();
  await byTestId(on, 'amend-tsr').click();
  await byTestId(on, 'amend-tsr-low').check();
  await byTestId(on, 'reason-of-tsr').fill('Mucin was counted as stroma');
  await byTestId(on, 'decide-why-tsr').click();
  await byTestId(on, 'context-t').fill('ypT2');
  await byTestId(on, 'context-msi').selectOption('MSS');
  await byTestId(on, 'context-specimenDate').fill('2026-01-19');
  await byTestId(on, 'context-remarks').fill('Discussed <b>today</b>');
}

/** What `readReport` did stands on the page. */
export async function expectRead(on: Page): Promise<void> {
  await eventually(
    () => byTestId(on, 'decision-tils').getAttribute('data-kind'),
    kind => kind === 'accepted',
  );
  const amended = await byTestId(on, 'decision-tsr').innerText();
  expect(amended).toMatch(/TSR by (CT|tissue) is low: amended by Dr\. Anna First/);
  expect(amended).toContain('Mucin was counted as stroma');
  expect(await byTestId(on, 'context-t').inputValue()).toBe('ypT2');
  expect(await byTestId(on, 'context-msi').inputValue()).toBe('MSS');
  expect(await byTestId(on, 'part-context').innerText()).toContain('Discussed <b>today</b>');
}

/** Presses Save, and waits until the archive has the report. */
export async function storeReport(on: Page): Promise<void> {
  await eventually(
    () => byTestId(on, 'save-result').isEnabled(),
    isEnabled => isEnabled,
    30_000,
  );
  await byTestId(on, 'save-result').click();
  await eventually(
    () => byTestId(on, 'save-state').innerText(),
    text => text.startsWith('Saved'),
    60_000,
  );
}
