import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { BrowserSession } from '../harness/browser';
import { closeViewers, openViewer } from '../harness/openedViewer';
import { cellsOfPhotograph, dabOf, photographAsSlide } from '../harness/photograph';
import { testOnRealData } from '../harness/sharedData';
import { byTestId, eventually, panelText, zoomTo } from '../harness/slidePage';
import { centreOfMap, clickOnSlide, dragOnSlide, middleOfMark, type Place } from '../harness/slidePointer';

jest.setTimeout(180_000);

let folder: string;
let session: BrowserSession;

beforeAll(async () => {
  ({ folder, session } = await openViewer('pathology', photographAsSlide, { width: 1400, height: 1000 }));
  await byTestId(session.page, 'measure-slide').click();
  await byTestId(session.page, 'step-cells').waitFor({ timeout: 90_000 });
});

afterAll(closeViewers);

testOnRealData('n goes to the cell nearest to a threshold, the next n to the second', async () => {
  const { page } = session;
  await page.keyboard.press('n');
  await byTestId(page, 'cell-facts').waitFor();
  const first = await distanceShown(page);
  await page.keyboard.press('n');
  await eventually(
    () => panelText(page, 'cells-checked'),
    text => text.startsWith('2 '),
  );
  expect(await distanceShown(page)).toBeGreaterThanOrEqual(first);
  expect(first).toBeLessThan(0.01);
});

testOnRealData('the table holds every cell, of which only the rows in view are there', async () => {
  const { page } = session;
  const table = byTestId(page, 'cell-table');
  const rows = Number(await table.getAttribute('aria-rowcount')) - 1;
  expect(rows).toBeGreaterThan(300);
  expect(await byTestId(page, 'cell-row').count()).toBeLessThan(40);
  await byTestId(page, 'sort-area').click();
  await byTestId(page, 'sort-area').click();
  const areas = await byTestId(page, 'cell-row').evaluateAll(elements =>
    elements.map(element => Number(element.lastElementChild?.textContent)),
  );
  expect(areas).toEqual([...areas].sort((a, b) => b - a));
  await byTestId(page, 'sort-distance').click();
});

testOnRealData(
  'a row brings its cell into view and marks it; a click on the mark selects the same cell',
  async () => {
    const { page } = session;
    // The mark of the cell before must be gone: the page may draw the next one later than it names it.
    await byTestId(page, 'cells-clear').click();
    await eventually(
      () => middleOfMark(page),
      found => found === undefined,
    );
    await byTestId(page, 'cell-row').nth(4).click();
    const title = await selectedTitle(page);
    const mark = await eventually(
      () => middleOfMark(page),
      found => found !== undefined,
    );
    if (!mark) throw new Error('no mark');
    await byTestId(page, 'cells-clear').click();
    expect(await byTestId(page, 'cell-facts').count()).toBe(0);
    await eventually(
      () => middleOfMark(page),
      found => found === undefined,
    );
    await page.mouse.click(mark.x, mark.y);
    expect(await selectedTitle(page)).toBe(title);
  },
);

testOnRealData(
  "a grade by its key is the reader's, the tool's stays beside it, and ctrl+z takes it back",
  async () => {
    const { page } = session;
    const tool = (await panelText(page, 'cell-judgement')).includes('3+') ? '0' : '3';
    await page.keyboard.press(tool);
    await eventually(
      () => panelText(page, 'cells-edits'),
      text => text.startsWith('1 cell differs'),
    );
    const [reader, own] = await byTestId(page, 'cell-judgement')
      .locator('tbody tr')
      .first()
      .locator('td')
      .allInnerTexts();
    expect(reader).toContain(tool === '0' ? 'Negative' : '3+');
    expect(own).not.toBe(reader);
    await page.keyboard.press('Control+z');
    await eventually(
      () => panelText(page, 'cells-edits'),
      text => text.startsWith('No cell differs'),
    );
  },
);

testOnRealData('x leaves a cell out of the count, i brings it back', async () => {
  const { page } = session;
  const before = await countedCells(page);
  await page.keyboard.press('x');
  await eventually(
    () => countedCells(page),
    count => count === before - 1,
  );
  await page.keyboard.press('i');
  await eventually(
    () => countedCells(page),
    count => count === before,
  );
  expect(await panelText(page, 'cells-edits')).toMatch(/^No cell differs/);
});

testOnRealData(
  'a box drawn with shift selects many without moving the slide; one key judges them, one undo takes all back',
  async () => {
    const { page } = session;
    await zoomTo(page, { resolution: 1.2, rotation: 0.4, centre: [1000, 1000] });
    const before = await centreOfMap(page);
    await page.keyboard.down('Shift');
    await dragOnSlide(page, [
      [-120, -120],
      [120, 120],
    ]);
    await page.keyboard.up('Shift');
    const text = await selectedTitle(page);
    expect(text).toMatch(/^\d+ cells selected$/);
    expect(Number.parseInt(text, 10)).toBeGreaterThan(10);
    expect(await centreOfMap(page)).toEqual(before);
    await page.keyboard.press('3');
    await eventually(
      () => panelText(page, 'cells-edits'),
      edits => Number.parseInt(edits, 10) > 5,
    );
    await page.keyboard.press('Control+z');
    await eventually(
      () => panelText(page, 'cells-edits'),
      edits => edits.startsWith('No cell differs'),
    );
  },
);

testOnRealData('dragging without shift still pans', async () => {
  const { page } = session;
  const before = await centreOfMap(page);
  await dragOnSlide(page, [
    [0, 0],
    [75, 20],
    [150, 40],
  ]);
  await eventually(
    () => centreOfMap(page),
    centre => Math.hypot(centre[0] - before[0], centre[1] - before[1]) > 100,
  );
});

testOnRealData('the table is walked with the arrow keys, and grades are given there', async () => {
  const { page } = session;
  await byTestId(page, 'cell-row').nth(2).click();
  const first = await selectedTitle(page);
  await byTestId(page, 'cell-table').focus();
  await page.keyboard.press('ArrowDown');
  expect(await selectedTitle(page)).not.toBe(first);
  await page.keyboard.press('ArrowUp');
  expect(await selectedTitle(page)).toBe(first);
  const active = await byTestId(page, 'cell-table').getAttribute('aria-activedescendant');
  expect(await page.locator(`#${active ?? 'none'}`).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('x');
  await eventually(
    () => panelText(page, 'cells-edits'),
    text => text.startsWith('1 cell differs'),
  );
  await page.keyboard.press('u');
  await eventually(
    () => panelText(page, 'cells-edits'),
    text => text.startsWith('No cell differs'),
  );
});

testOnRealData('a few clicks train the cell types, which are seen before they are applied', async () => {
  const { page } = session;
  const { dark, pale } = await cellsOfEitherKind(folder);
  await byTestId(page, 'step-cell-types-title').click();
  await byTestId(page, 'clicks-1').click();
  for (const cell of dark.slice(0, 8)) await clickOnSlide(page, cell);
  await byTestId(page, 'clicks-2').click();
  for (const cell of pale.slice(0, 8)) await clickOnSlide(page, cell);
  expect(await panelText(page, 'clicks-1')).toBe('tumour (8)');
  expect(await panelText(page, 'clicks-2')).toBe('immune (8)');
  await byTestId(page, 'cell-types-train').click();
  await eventually(
    () => panelText(page, 'cell-types-preview'),
    text => /tumour: [1-9]/.test(text) && /immune: [1-9]/.test(text),
    20_000,
  );
  await byTestId(page, 'cell-types-apply').click();
  expect(await panelText(page, 'cell-types-applied')).toMatch(/Measure again/);
});

testOnRealData('nothing of ours fails', () => {
  expect(session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
});

const selectedTitle = (page: Page): Promise<string> =>
  byTestId(page, 'cell-facts').locator('strong').innerText();

async function distanceShown(page: Page): Promise<number> {
  return Number.parseFloat(await panelText(page, 'cell-distance'));
}

async function countedCells(page: Page): Promise<number> {
  const [, total = ''] = /of ([\d,]+) cells/.exec(await panelText(page, 'result')) ?? [];
  return Number(total.replaceAll(',', ''));
}

/** Middles of strongly stained nuclei and of unstained ones, as the command line finds them. */
async function cellsOfEitherKind(within: string): Promise<{ dark: Place[]; pale: Place[] }> {
  const cells = await cellsOfPhotograph(within);
  const places = (isWanted: (dab: number) => boolean) =>
    cells
      .filter(cell => isWanted(dabOf(cell)))
      .map(({ nucleusGeometry }) => middleOf(nucleusGeometry.coordinates[0]))
      // Nearer to the slide's corner the overview may lie over a cell.
      .filter(([x, y]) => x > 500 && y < 1500);
  return { dark: places(dab => dab > 0.5), pale: places(dab => dab < 0.03) };
}

const middleOf = (ring: readonly Place[]): Place => [
  ring.reduce((sum, [x]) => sum + x, 0) / ring.length,
  ring.reduce((sum, [, y]) => sum + y, 0) / ring.length,
];
