import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { byTestId, eventually, panelText } from './slidePage';
import { clickCorners, type Place } from './slidePointer';

/** Takes a numbered picture of the page after each step; they are kept where TIMESCOPE_PICTURES says, to be looked at. */
export function pictures(page: Page, otherwise: string, name: string): (step: string) => Promise<void> {
  const folder = process.env.TIMESCOPE_PICTURES ?? otherwise;
  let count = 0;
  return async step => {
    await mkdir(folder, { recursive: true });
    count++;
    const number = String(count).padStart(2, '0');
    await page.screenshot({ path: path.join(folder, `${name}-${number}-${step}.png`) });
  };
}

/** Opens a fold of the panel that is closed at first, and brings it into view. */
export async function unfold(page: Page, id: string): Promise<void> {
  const fold = byTestId(page, id);
  await fold.waitFor({ timeout: 90_000 });
  if ((await fold.getAttribute('open')) === null) await byTestId(page, `${id}-title`).click();
  await byTestId(page, `${id}-title`).scrollIntoViewIfNeeded();
}

export async function nameReader(page: Page, name: string): Promise<void> {
  await byTestId(page, 'reader-input').fill(name);
  await byTestId(page, 'reader-save').click();
}

/** Waits for the scores of a run, or of what the reader changed, with their hash. */
export async function finalHash(page: Page, milliseconds = 120_000): Promise<string> {
  await byTestId(page, 'score-hash').waitFor({ state: 'attached', timeout: milliseconds });
  return (await byTestId(page, 'score-hash').getAttribute('data-full')) ?? '';
}

/** The numbers of the result, as the reader reads them. */
export async function readScores(page: Page) {
  const text = await panelText(page, 'result');
  const [, total = 'none'] = /of ([\d,]+) cells\b(?! in)/.exec(text) ?? [];
  return {
    cells: Number(total.replaceAll(',', '')),
    percent: Number.parseFloat(await panelText(page, 'percent-positive')),
    hScore: Number.parseFloat(await panelText(page, 'h-score')),
  };
}

/** Drags a threshold's line by css pixels, and lets go. @returns the density where it stays. */
export async function dragThreshold(page: Page, grade: number, pixels: number): Promise<number> {
  const line = byTestId(page, `threshold-line-${String(grade)}`);
  await line.scrollIntoViewIfNeeded();
  const box = await line.boundingBox();
  if (!box) throw new Error('The line is not on the screen.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height * 0.8];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + pixels, y, { steps: 6 });
  await page.mouse.up();
  return Number(await line.getAttribute('aria-valuenow'));
}

/** Goes to the doubtful cells one after the other and says of each another grade than it has. */
export async function regradeDoubtfulCells(page: Page, count: number): Promise<void> {
  for (let cell = 1; cell <= count; cell++) {
    await page.keyboard.press('n');
    await eventually(
      () => panelText(page, 'cells-checked'),
      text => text.startsWith(`${String(cell)} `),
    );
    const [reader = ''] = await byTestId(page, 'cell-judgement').locator('tbody td').allInnerTexts();
    await page.keyboard.press(reader.includes('3+') ? '0' : '3');
    await editsCounted(page, cell);
  }
}

export async function editsCounted(page: Page, count: number): Promise<void> {
  const wanted = count === 0 ? /^No cell differs/ : new RegExp(`^${String(count)} cells? differ`);
  await eventually(
    () => panelText(page, 'cells-edits'),
    text => wanted.test(text),
  );
}

/** Clicks the corners of a region with the polygon's pen, and ends it with Enter. */
export async function drawPolygon(page: Page, role: string, corners: readonly Place[]): Promise<void> {
  await unfold(page, 'step-regions');
  await byTestId(page, 'new-region-role').selectOption(role);
  await byTestId(page, 'draw-polygon').click();
  await clickCorners(page, corners);
  await page.keyboard.press('Enter');
  await byTestId(page, 'region').first().waitFor();
  await page.keyboard.press('Escape');
}

/** Presses a button of the export section. @returns where the file was put. */
export async function exported(page: Page, what: string, folder: string): Promise<string> {
  const download = page.waitForEvent('download', { timeout: 60_000 });
  await byTestId(page, `export-${what}`).click();
  const arrived = await download;
  const file = path.join(folder, arrived.suggestedFilename());
  await arrived.saveAs(file);
  return file;
}

/** Opens the step of the tissue map on a slide taken for CD3. @returns the list of sources, once a network is the first choice */
export async function openTissueMap(page: Page): Promise<Locator> {
  await nameReader(page, 'A. Reader');
  await byTestId(page, 'marker').selectOption('cd3');
  await unfold(page, 'step-tissue-map');
  const by = byTestId(page, 'map-source-by');
  await eventually(
    () => by.inputValue(),
    key => key.startsWith('tiles-'),
  );
  return by;
}
