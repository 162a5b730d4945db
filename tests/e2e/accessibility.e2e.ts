import type { RunningServer } from '@timescope/server/server';
import { jest } from '@jest/globals';
import { breaches, openAllFolds, tabTo } from '../harness/accessibility';
import { findStudy, openStudy, type BrowserSession } from '../harness/browser';
import { demoStudies } from '../harness/demoStudies';
import { closeViewers, openViewer } from '../harness/openedViewer';
import { editsCounted, finalHash, readScores } from '../harness/pathologistSession';
import { byTestId, eventually, panelText, signedAndStored, zoomTo } from '../harness/slidePage';

const PATHOLOGY = '[data-cy="ihc-panel"]';
const RADIOLOGY = '[data-cy="radiology-panel"]';

jest.setTimeout(300_000);

let server: RunningServer;
let session: BrowserSession;

beforeAll(async () => {
  ({ server, session } = await openViewer('pathology', demoStudies, { width: 1400, height: 960 }));
  await byTestId(session.page, 'colour-note').waitFor({ state: 'attached', timeout: 90_000 });
});

afterAll(closeViewers);

test('before a measurement the pathology panel keeps WCAG 2.2 AA, all of it open', async () => {
  const { page } = session;
  await openAllFolds(page, PATHOLOGY);
  const { found, held } = await breaches(page, PATHOLOGY);
  expect(found).toEqual([]);
  expect(held).toBeGreaterThan(8);
  await page.reload();
  await byTestId(page, 'measure-slide').waitFor({ timeout: 90_000 });
});

test('with keys alone: a name, a marker, a measured field', async () => {
  const { page } = session;
  await tabTo(page, 'reader-input');
  await page.keyboard.type('K. Board');
  await page.keyboard.press('Enter');
  await eventually(
    () => panelText(page, 'reader-name'),
    text => text.includes('K. Board'),
  );
  await tabTo(page, 'marker');
  await page.keyboard.type('Ki');
  await eventually(
    () => byTestId(page, 'marker').inputValue(),
    marker => marker === 'ki67',
  );
  // Where the slide is looked at, has keys of the viewer; a small field is enough here.
  await zoomTo(page, { resolution: 2, rotation: 0 });
  await tabTo(page, 'measure-here');
  await page.keyboard.press('Enter');
  await finalHash(page);
  expect((await readScores(page)).cells).toBeGreaterThan(50);
});

test('with keys alone: a threshold moved, a cell chosen in the table, regraded, undone', async () => {
  const { page } = session;
  const before = (await readScores(page)).percent;
  await tabTo(page, 'threshold-line-1');
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight');
  await eventually(
    async () => (await readScores(page)).percent,
    percent => percent < before,
  );
  await tabTo(page, 'step-cells-title');
  await page.keyboard.press('Enter');
  await byTestId(page, 'cell-table').waitFor();
  await tabTo(page, 'cell-table');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await byTestId(page, 'cell-facts').waitFor();
  const grade = (await panelText(page, 'cell-judgement')).includes('3+') ? '0' : '3';
  await page.keyboard.press(grade);
  await editsCounted(page, 1);
  await page.keyboard.press('Control+z');
  await editsCounted(page, 0);
  await page.keyboard.press('Control+Shift+z');
  await editsCounted(page, 1);
});

test('with a measurement and a chosen cell the panel keeps WCAG 2.2 AA, all of it open', async () => {
  const { page } = session;
  await openAllFolds(page, PATHOLOGY);
  const { found, held } = await breaches(page, PATHOLOGY);
  expect(found).toEqual([]);
  expect(held).toBeGreaterThan(10);
});

test('with keys alone: signed, and the signed panel keeps WCAG 2.2 AA', async () => {
  const { page } = session;
  await finalHash(page);
  await tabTo(page, 'sign-button');
  await page.keyboard.press('Enter');
  await signedAndStored(page);
  expect(await panelText(page, 'signed-by')).toContain('K. Board');
  expect((await breaches(page, PATHOLOGY)).found).toEqual([]);
});

test('the radiology panel keeps WCAG 2.2 AA, all of it open', async () => {
  const { page } = session;
  await openStudy(page, server.url, 'radiology', await findStudy(server.url, 'CT'));
  await byTestId(page, 'ct-section').waitFor({ timeout: 90_000 });
  await openAllFolds(page, RADIOLOGY);
  const { found, held } = await breaches(page, RADIOLOGY);
  expect(found).toEqual([]);
  expect(held).toBeGreaterThan(5);
});
