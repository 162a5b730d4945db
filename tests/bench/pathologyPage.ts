import type { Page } from 'playwright-core';
import {
  at,
  detailShown,
  heapInUse,
  onePathRedraw,
  redraws,
  spreadCells,
  thresholdMoves,
  type Times,
} from '../harness/pageFigures';
import { finalHash } from '../harness/pathologistSession';
import { byTestId, eventually, zoomTo } from '../harness/slidePage';

/** Screen pixels of 7.6 slide pixels: the demo slide's nuclei have just the 4 pixels that are drawn as outlines. */
const WIDE_VIEW = { resolution: 7.6, rotation: 0 };
/** Some more are drawn: those that reach into the view from beyond its border. */
const CELLS_IN_VIEW = 18_500;
const MANY_CELLS = 200_000;
const FIRST_VISITS = 3;

/** Milliseconds of work of the page's thread a redraw: of outlines, and of the raster when one zooms out. */
export interface RedrawFigures {
  readonly cells: number;
  readonly detail: string | null;
  readonly outlines: Times;
  /** The same nuclei as one path a grade of the browser's own canvas. */
  readonly onePath: number;
  readonly farDetail: string | null;
  readonly raster: Times;
}

/** Puts 200,000 copies of the measured cells on the slide on screen, with some 20,000 of them in view. */
export async function showManyCells(page: Page): Promise<number> {
  await zoomTo(page, WIDE_VIEW);
  return spreadCells(page, { cells: MANY_CELLS, inView: CELLS_IN_VIEW });
}

export async function redrawFigures(page: Page, count: number): Promise<RedrawFigures> {
  await zoomTo(page, WIDE_VIEW);
  const outlines = await redraws(page, count);
  const detail = await detailShown(page);
  const { cells, ms: onePath } = await onePathRedraw(page);
  await zoomTo(page, { resolution: 12, rotation: 0 });
  const raster = await redraws(page, count);
  const farDetail = await detailShown(page);
  say(
    `${cells} nuclei in view as ${String(detail)}: a redraw ${inWords(outlines)}, as one path a grade ${onePath.toFixed(0)} ms; ` +
      `further out as ${String(farDetail)}: ${inWords(raster)}`,
  );
  return { cells, detail, outlines, onePath, farDetail, raster };
}

/** Milliseconds of work of the page's thread a moved threshold: scores, panel and drawing. */
export async function thresholdFigures(page: Page, count: number): Promise<Times> {
  await zoomTo(page, WIDE_VIEW);
  const times = await thresholdMoves(page, count);
  say(`a moved threshold of ${MANY_CELLS} cells: ${inWords(times)}`);
  return times;
}

/** Bytes of the page's heap before and after so many visits to the list of studies, each back to the measured slide. */
export async function heapOverVisits(page: Page, visits: number): Promise<{ before: number; after: number }> {
  // The first ones fill what is kept once, compiled functions above all.
  for (let visit = 0; visit < FIRST_VISITS; visit++) await visitList(page);
  const before = await heapInUse(page);
  for (let visit = 0; visit < visits; visit++) await visitList(page);
  const after = await heapInUse(page);
  const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  const growth = (100 * (after / before - 1)).toFixed(1);
  say(`heap before ${mb(before)} MB, after ${visits} times open and closed ${mb(after)} MB (${growth} %)`);
  return { before, after };
}

async function visitList(page: Page): Promise<void> {
  await byTestId(page, 'return-to-work-list').first().click();
  await eventually(
    () => Promise.resolve(new URL(page.url()).pathname),
    pathname => pathname === '/',
    15_000,
  );
  await page.goBack();
  await finalHash(page, 120_000);
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

const inWords = (times: Times): string =>
  `${at(times, 0.5).toFixed(0)} ms of work (p95 ${at(times, 0.95).toFixed(0)})`;
