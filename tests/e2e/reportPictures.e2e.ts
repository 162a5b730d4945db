import { jest } from '@jest/globals';
import { dicomwebClient } from '@timescope/core/dicomweb/client';
import { reportPictures } from '@timescope/core/report/pictures/reportPictures';
import type { ReportFacts } from '@timescope/core/report/reportFacts';
import { pictureCodecs } from '@timescope/runtime/pictureCodecs/node';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { closeBrowsers, openBrowser } from '../harness/browser';
import { builtPageModule } from '../harness/builtModule';
import { repository } from '../harness/commandLine';
import { storedForPictures } from '../harness/storedPictures';

jest.setTimeout(120_000);

let folder: string;
let server: RunningServer;
let page: Page;
let facts: Pick<ReportFacts, 'ct' | 'slides'>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-pictures-'));
  await mkdir(path.join(folder, 'data'));
  const { files, ct, slide } = await storedForPictures();
  facts = { ct, slides: [slide] };
  for (const [index, bytes] of files.entries())
    await writeFile(path.join(folder, 'data', `${index}.dcm`), bytes);
  server = await startServer({
    ...{ repository, port: 0, hostVersion: '3.13.2' },
    data: [path.join(folder, 'data')],
    storeFolder: path.join(folder, 'store'),
  });
  await builtPageModule('tests/harness/picturesInPage.ts', folder);
  ({ page } = await openBrowser());
  await page.route('**/pictures-test/**', async route => {
    const isModule = route.request().url().endsWith('.js');
    return isModule
      ? route.fulfill({
          contentType: 'text/javascript',
          body: await readFile(path.join(folder, 'picturesInPage.js')),
        })
      : route.fulfill({ contentType: 'text/html', body: '<title>pictures</title>' });
  });
  await page.goto(`${server.url}/pictures-test/`);
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const pixelsOf = async (png: Uint8Array) => {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return { data: data.toString('base64'), size: [info.width, info.height, info.channels] };
};

test('over DICOMweb node and Chromium make the same pixels of the CT, its heat map and the slide', async () => {
  const root = `${server.url}/dicomweb`;
  const inNode = await reportPictures(facts, {
    client: dicomwebClient(root, { fetch }),
    codecs: pictureCodecs,
  });
  const inChromium = new Map(await page.evaluate(made, { root, facts }));
  expect([...inChromium.keys()]).toEqual([...inNode.keys()]);
  expect(inNode.size).toBe(3);
  for (const [key, picture] of inNode) {
    if (picture.kind !== 'png') throw new Error(`${key}: ${picture.because}`);
    const other = await pixelsOf(Buffer.from(inChromium.get(key) ?? '', 'base64'));
    expect(other).toEqual(await pixelsOf(picture.png));
  }
});

/** Runs in the page. */
async function made({ root, facts: of }: { root: string; facts: typeof facts }): Promise<[string, string][]> {
  const address = '/pictures-test/picturesInPage.js';
  const { picturesInPage } = (await import(address)) as {
    picturesInPage: (root: string, of: typeof facts) => Promise<[string, string][]>;
  };
  return picturesInPage(root, of);
}
