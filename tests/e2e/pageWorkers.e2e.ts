import { jest } from '@jest/globals';
import { startServer } from '@timescope/server/server';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeRepeatedSlide } from '../bench/repeatedSlide';
import { closeBrowsers, findStudy, openBrowser, openStudy } from '../harness/browser';
import { repository, timescope } from '../harness/commandLine';
import { PHOTOGRAPH } from '../harness/photograph';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { byTestId } from '../harness/slidePage';

/** Four tiles of a page. */
const EDGE = 4096;

jest.setTimeout(180_000);

testOnRealData('three workers of a page give the score hash of the command line', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-workers-'));
  const slide = path.join(folder, 'slide');
  await writeRepeatedSlide(slide, sharedData(PHOTOGRAPH), EDGE, () => true);
  const server = await startServer({
    ...{ repository, data: [slide], port: 0 },
    storeFolder: path.join(folder, 'store'),
  });
  try {
    const { page } = await openBrowser();
    // A page leaves one processor free: four give three workers.
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 4 });
    });
    await openStudy(page, server.url, 'pathology', await findStudy(server.url, 'SM'));
    await byTestId(page, 'measure-slide').click({ timeout: 60_000 });
    await byTestId(page, 'score-hash').waitFor({ timeout: 120_000 });
    const hash = await byTestId(page, 'score-hash').getAttribute('data-full');
    const ours = page.workers().filter(worker => worker.url().includes('ihc-scoring.worker'));
    // One more may keep the results of the archive.
    expect(ours.length).toBeGreaterThanOrEqual(3);
    const scored = await timescope('score', slide, '--marker', 'ki67', '--workers', '2', '--json');
    expect(hash).toBe((JSON.parse(scored) as { hash: string }).hash);
  } finally {
    await closeBrowsers();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
