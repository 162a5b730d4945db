import { jest } from '@jest/globals';
import { slideDigest } from '@timescope/core/dicom/read/slideDigest';
import { slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowsers } from '../harness/browser';
import { repository } from '../harness/commandLine';
import { manySavedCells } from '../harness/manySavedCells';
import { partedSlideFolder } from '../harness/measuredSlide';
import { at, tasksDuring } from '../harness/pageFigures';
import { readerAt, savedFrom, versionsIn, whatIsShown } from '../harness/savedInPage';
import { byTestId, eventually } from '../harness/slidePage';

const CELLS = 300_000;

jest.setTimeout(600_000);

let folder: string;
let server: RunningServer;
let page: Page;
let stored: { readonly study: string; readonly hash: string };

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-many-'));
  const { folder: slideFolder, saved: small } = await partedSlideFolder();
  const { measurement } = small;
  const { request } = measurement;
  const named = { ...request, slide: { ...request.slide, digest: slideDigest(small.slide) } };
  const many = manySavedCells({ ...small, measurement: { ...measurement, request: named } }, CELLS);
  const objects = path.join(folder, 'objects');
  await mkdir(objects);
  for (const { name, bytes } of slideObjects(many).objects)
    await writeFile(path.join(objects, `${name}.dcm`), bytes);
  stored = { study: many.source.studyInstanceUid, hash: many.result.hash };
  const storeFolder = path.join(folder, 'store');
  server = await startServer({ repository, data: [slideFolder, objects], port: 0, storeFolder });
  ({ page } = await readerAt(server.url, stored.study, 'Dr. Ben Second'));
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Seconds, and the longest work of the page's thread in one piece. */
async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const begun = performance.now();
  const tasks = await tasksDuring(page, async () => {
    await work();
  });
  const seconds = (performance.now() - begun) / 1000;
  process.stdout.write(
    `${what}: ${seconds.toFixed(1)} s, the longest task ${at(tasks, 1).toFixed(0)} ms of work\n`,
  );
}

test('a stored result of 300,000 cells is opened in the page, corrected and saved as the next version', async () => {
  await byTestId(page, 'archive-title').click();
  await versionsIn(page).first().waitFor();
  await timed('300,000 cells opened', async () => {
    await byTestId(page, 'result-open').click();
    await eventually(
      () => byTestId(page, 'score-hash').count(),
      count => count === 1,
      120_000,
    );
  });
  expect((await whatIsShown(page)).hash).toBe(stored.hash);
  await timed('one cell corrected', async () => {
    await page.locator('.ol-viewport').first().hover();
    await page.keyboard.press('n');
    await byTestId(page, 'cell-facts').waitFor({ state: 'attached' });
    await page.keyboard.press('x');
    await eventually(
      () => whatIsShown(page),
      ({ hash }) => hash !== '' && hash !== stored.hash,
      60_000,
    );
  });
  await timed('saved, read back and compared', () => savedFrom(page, 240_000));
  await eventually(
    () => versionsIn(page).count(),
    count => count === 2,
  );
});
