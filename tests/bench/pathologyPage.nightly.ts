import { startServer, type RunningServer } from '@timescope/server/server';
import { jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { closeBrowsers, findStudy, openBrowser, openStudy, type BrowserSession } from '../harness/browser';
import { repository } from '../harness/commandLine';
import { demoStudies } from '../harness/demoStudies';
import {
  at,
  heapInUse,
  longTasks,
  onePathRedraw,
  redraws,
  repeatCells,
  thresholdMoves,
  type Times,
} from '../harness/pageFigures';
import { finalHash } from '../harness/pathologistSession';
import { byTestId, eventually, zoomTo } from '../harness/slidePage';

/** The aims are for a machine of its own; caches and clocks of a shared one may be this much slower. */
const SLACK = 2;
const CYCLES = 20;

jest.setTimeout(600_000);

let store: string;
let server: RunningServer;
let session: BrowserSession;

beforeAll(async () => {
  store = await mkdtemp(path.join(os.tmpdir(), 'timescope-page-'));
  server = await startServer({ repository, data: [await demoStudies()], port: 0, storeFolder: store });
  session = await openBrowser({ width: 1400, height: 960 });
  await openStudy(session.page, server.url, 'pathology', await findStudy(server.url, 'SM'));
  await byTestId(session.page, 'measure-slide').waitFor({ timeout: 90_000 });
  await byTestId(session.page, 'colour-note').waitFor({ state: 'attached', timeout: 90_000 });
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await rm(store, { recursive: true, force: true });
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const inWords = (times: Times): string =>
  `${at(times, 0.5).toFixed(0)} ms of work (p95 ${at(times, 0.95).toFixed(0)})`;

test('no task of the page’s thread takes above 200 ms while the whole slide is measured', async () => {
  const { page } = session;
  const read = await longTasks(page);
  await byTestId(page, 'measure-slide').click();
  await finalHash(page, 300_000);
  const tasks = await read();
  say(`whole slide: ${tasks.length} tasks above 50 ms, the longest ${at(tasks, 1).toFixed(0)} ms`);
  const slower = slowdown();
  say(`a thread takes ${slower.toFixed(1)} times its processor time on this machine now`);
  expect(tasks.filter(ms => ms > 200 * SLACK * slower)).toEqual([]);
});

test('20,000 nuclei in view are redrawn within 50 ms, as one path they would not be; more are a raster', async () => {
  const { page } = session;
  await zoomTo(page, { resolution: 7.6, rotation: 0 });
  const ours = await redraws(page, 40);
  const { cells, detail, ms } = await onePathRedraw(page);
  say(
    `${cells} nuclei in view as ${detail}: a redraw ${inWords(ours)}, as one path a grade ${ms.toFixed(0)} ms`,
  );
  await zoomTo(page, { resolution: 12, rotation: 0 });
  const raster = await redraws(page, 40);
  const far = await onePathRedraw(page);
  say(`${far.cells} cells in view as ${far.detail}: a redraw ${inWords(raster)}`);
  expect(detail).toBe('cells');
  expect(cells).toBeGreaterThan(15_000);
  expect(at(ours, 0.95)).toBeLessThan(ms / 3);
  expect(at(ours, 0.95)).toBeLessThan(50 * SLACK);
  expect(far.detail).toBe('density');
  expect(at(raster, 0.95)).toBeLessThan(50 * SLACK);
});

test('moving a threshold of 200,000 cells takes at most 100 ms of work, drawing included', async () => {
  const { page } = session;
  await zoomTo(page, { resolution: 3, rotation: 0 });
  const cells = await repeatCells(page, 200_000);
  expect(cells).toBeGreaterThanOrEqual(200_000);
  const times = await thresholdMoves(page, 30);
  say(`${cells} cells: a moved threshold ${inWords(times)}`);
  expect(at(times, 0.5)).toBeLessThan(100 * SLACK);
});

test('20 times opened and closed, the page holds less than a tenth more', async () => {
  const { page } = session;
  await page.reload();
  await finalHash(page, 120_000);
  await cycle();
  await cycle();
  const before = await heapInUse(page);
  for (let k = 0; k < CYCLES; k++) await cycle();
  const after = await heapInUse(page);
  const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  say(
    `heap before ${mb(before)} MB, after ${CYCLES} times ${mb(after)} MB (${(100 * (after / before - 1)).toFixed(1)} %)`,
  );
  expect(after / before).toBeLessThan(1.1);
});

/** To the list of studies and back, until the measurement is on screen again. */
async function cycle(): Promise<void> {
  const { page } = session;
  await byTestId(page, 'return-to-work-list').first().click();
  await eventually(
    () => Promise.resolve(new URL(page.url()).pathname),
    pathname => pathname === '/',
    15_000,
  );
  await page.goBack();
  await finalHash(page, 120_000);
}

/** How much longer than its processor time a thread takes while others want the processor, too. */
function slowdown(): number {
  const cpu = process.cpuUsage();
  const began = performance.now();
  while (performance.now() - began < 500);
  const { user, system } = process.cpuUsage(cpu);
  return Math.max(1, (1000 * (performance.now() - began)) / (user + system));
}
