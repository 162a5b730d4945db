import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { foreignRequests, type BrowserSession } from './browser';
import { timescope } from './commandLine';
import {
  dragThreshold,
  drawPolygon,
  editsCounted,
  exported,
  finalHash,
  readScores,
  regradeDoubtfulCells,
  unfold,
} from './pathologistSession';
import {
  byTestId,
  eventually,
  overlayPixels,
  panelText,
  signedAndStored,
  zoomTo,
  type SlideView,
} from './slidePage';
import type { Place } from './slidePointer';

/** A measured slide on the panel of a named reader, in the middle of a session. */
export interface OpenedReading {
  readonly session: BrowserSession;
  readonly serverUrl: string;
  /** The slide's files, for the command line. */
  readonly slide: string;
  /** Where exports go. */
  readonly folder: string;
  readonly look: (step: string) => Promise<void>;
}

/** What differs between slides. */
interface SessionOn {
  readonly test: typeof test;
  /** What the steps before the first of these are. */
  readonly stepsBefore: number;
  readonly opened: () => OpenedReading;
  /** Where tissue is excluded. */
  readonly view: SlideView;
  readonly corners: readonly Place[];
}

/**
 * The second half of a pathologist's session, a test a step: a threshold moved, five cells corrected, two undone, an
 * exclusion drawn, the page loaded again, signed, exported and repeated at a terminal.
 */
export function testCorrectingAndSigning({ test, stepsBefore, opened, view, corners }: SessionOn): void {
  let step = stepsBefore;
  const name = (claim: string) => `${++step}. ${claim}`;
  /** What the reader read at the end of the step before. */
  let before: Awaited<ReturnType<typeof readScores>>;

  test(name('1+ is dragged up: fewer are positive, and the tool’s number stays beside'), async () => {
    const { session, look } = opened();
    const { page } = session;
    before = await readScores(page);
    const from = Number(await byTestId(page, 'threshold-line-1').getAttribute('aria-valuenow'));
    expect(await dragThreshold(page, 1, 30)).toBeGreaterThan(from);
    await finalHash(page);
    const now = await readScores(page);
    expect(now.cells).toBe(before.cells);
    expect(now.percent).toBeLessThan(before.percent);
    expect(await panelText(page, 'tool-percentPositive')).toBe(`tool: ${before.percent.toFixed(1)} %`);
    await look('threshold');
    before = now;
  });

  test(name('five doubtful cells get another grade; two are taken back'), async () => {
    const { session, look } = opened();
    const { page } = session;
    await page.locator('.ol-viewport').first().hover();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await regradeDoubtfulCells(page, 5);
    await look('five-cells');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await editsCounted(page, 3);
    await finalHash(page);
    const now = await readScores(page);
    expect(now.cells).toBe(before.cells);
    await look('two-undone');
    before = now;
  });

  test(name('what is drawn as excluded is left out of the count at once'), async () => {
    const { session, look } = opened();
    const { page } = session;
    await zoomTo(page, view);
    await drawPolygon(page, 'exclude', corners);
    await finalHash(page);
    const now = await readScores(page);
    expect(now.cells).toBeLessThan(before.cells - 5);
    expect(await panelText(page, 'reader-changed')).toContain('3 cells edited, 1 area left out');
    await look('exclusion');
    before = now;
  });

  test(name('after the page is loaded again everything is there'), async () => {
    const { session, look } = opened();
    const { page } = session;
    const hash = await finalHash(page);
    await eventually(
      () => panelText(page, 'draft'),
      text => text.startsWith('Saved'),
    );
    const moved = await byTestId(page, 'threshold-line-1').getAttribute('aria-valuenow');
    await page.reload();
    expect(await finalHash(page)).toBe(hash);
    await unfold(page, 'step-regions');
    expect(await readScores(page)).toEqual(before);
    expect(await byTestId(page, 'region').getAttribute('data-role')).toBe('exclude');
    expect(await byTestId(page, 'threshold-line-1').getAttribute('aria-valuenow')).toBe(moved);
    expect(await panelText(page, 'reader-name')).toContain('A. Reader');
    await unfold(page, 'step-cells');
    await editsCounted(page, 3);
    await eventually(
      () => overlayPixels(page),
      pixels => pixels > 1000,
      15_000,
    );
    await byTestId(page, 'step-result-title').scrollIntoViewIfNeeded();
    await look('reloaded');
  });

  test(name('signed, it says who and what, and refuses changes'), async () => {
    const { session, look } = opened();
    const { page } = session;
    await byTestId(page, 'sign-button').scrollIntoViewIfNeeded();
    await look('to-sign');
    await byTestId(page, 'sign-button').click();
    await signedAndStored(page);
    expect(await panelText(page, 'signed-by')).toContain('A. Reader');
    const signed = Number.parseFloat(await panelText(page, 'signed-percentPositive'));
    expect(signed).toBeCloseTo(before.percent, 1);
    await look('signed');
    await page.keyboard.press('n');
    await page.keyboard.press('x');
    await expectInSight(page, 'reading-frozen');
    expect(await readScores(page)).toEqual(before);
    await look('frozen');
  });

  test(name('the exported run, cells and scores are those on screen, also in a terminal'), async () => {
    const { session, serverUrl, slide, folder, look } = opened();
    const { page } = session;
    await unfold(page, 'step-export');
    const run = await exported(page, 'run', folder);
    const cells = await exported(page, 'geojson', folder);
    await look('exported');
    const { hash, edits, percentPositive } = await resultIn(run);
    expect(hash).toBe(await finalHash(page));
    expect(edits?.count).toBe(3);
    expect(percentPositive).toBeCloseTo(before.percent, 1);
    expect(path.basename(cells)).toMatch(/_signed-1_cells\.geojson$/);
    const again = path.join(folder, 'again');
    await timescope('score', slide, '--replay', run, '--out', again);
    expect((await resultIn(path.join(again, 'result.json'))).hash).toBe(hash);
    const { signed, features } = await cellsIn(cells);
    expect(signed).toMatchObject({ version: 1, reader: 'A. Reader', decision: { kind: 'accepted' } });
    expect(features).toEqual((await cellsIn(path.join(again, 'cells.geojson'))).features);
    expect(foreignRequests(session, serverUrl)).toEqual([]);
    expect(session.pageErrors.filter(error => error.includes('/plugins/'))).toEqual([]);
  });
}

const resultIn = async (file: string): Promise<ScoreResult> =>
  JSON.parse(await readFile(file, 'utf8')) as ScoreResult;

/** Each cell as text, in an order of its own: page and terminal cut a slide into tiles of different sizes. */
async function cellsIn(file: string): Promise<{ signed?: object; features: readonly string[] }> {
  const { signed, features } = JSON.parse(await readFile(file, 'utf8')) as {
    signed?: object;
    features: readonly object[];
  };
  return { ...(signed && { signed }), features: features.map(cell => JSON.stringify(cell)).sort() };
}

/** Within the window, not only somewhere on the panel. */
async function expectInSight(page: Page, id: string): Promise<void> {
  await byTestId(page, id).waitFor();
  const box = await byTestId(page, id).boundingBox();
  const { height } = page.viewportSize() ?? { height: 0 };
  expect(box?.y).toBeGreaterThan(0);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(height);
}
