import { jest } from '@jest/globals';
import { dicomwebClient } from '@timescope/core/dicomweb/client';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { closeBrowsers, findStudy } from '../harness/browser';
import { repository, timescope } from '../harness/commandLine';
import { startOrthanc, type Orthanc } from '../harness/orthanc';
import { readerAt, savedFrom, versionsIn, whatIsShown } from '../harness/savedInPage';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { byTestId, eventually, overlayPixels, panelText } from '../harness/slidePage';

const PHOTOGRAPH = 'skimage-ihc/src/_skimage2/data/ihc.png';

jest.setTimeout(240_000);

let folder: string;
let orthanc: Orthanc;
let server: RunningServer;
let study: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-orthanc-slide-'));
  orthanc = await startOrthanc();
  await timescope('dicomize', sharedData(PHOTOGRAPH), '--mpp', '0.5', '--out', folder);
  const names = (await readdir(folder)).filter(name => name.endsWith('.dcm'));
  const files = await Promise.all(names.map(name => readFile(path.join(folder, name))));
  await dicomwebClient(orthanc.root, { fetch }).store(files, 'timescope-test');
  server = await startServer({ repository, pacs: orthanc.root, port: 0 });
  study = await findStudy(server.url, 'SM');
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await orthanc.stop();
  await rm(folder, { recursive: true, force: true });
});

testOnRealData(
  'a slide scored in the page and saved into a real Orthanc opens again elsewhere as it was',
  async () => {
    const first = await readerAt(server.url, study, 'Dr. Anna First');
    await byTestId(first.page, 'measure-slide').click();
    await byTestId(first.page, 'score-hash').waitFor({ state: 'attached', timeout: 60_000 });
    const saved = await savedFrom(first.page);
    const drawn = await overlayPixels(first.page);
    expect(saved.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(drawn).toBeGreaterThan(100);
    await first.close();

    const { page, pageErrors } = await readerAt(server.url, study, 'Dr. Ben Second');
    await byTestId(page, 'archive-title').click();
    await versionsIn(page).first().waitFor();
    expect(await panelText(page, 'result-facts')).toMatch(/Version 1 .* by Dr\. Anna First/);
    await byTestId(page, 'result-open').click();
    await eventually(
      () => byTestId(page, 'score-hash').count(),
      count => count === 1,
      30_000,
    );
    expect(await whatIsShown(page)).toEqual(saved);
    await eventually(
      () => overlayPixels(page),
      pixels => Math.abs(pixels - drawn) < 0.02 * drawn,
      10_000,
    );
    expect(pageErrors).toEqual([]);
  },
);
