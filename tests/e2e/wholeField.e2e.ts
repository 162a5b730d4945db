import { jest } from '@jest/globals';
import { startServer } from '@timescope/server/server';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { closeBrowsers, findStudy, openBrowser, openStudy } from '../harness/browser';
import { repository, timescope } from '../harness/commandLine';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { byTestId, eventually, panelText, zoomTo } from '../harness/slidePage';

const PHOTOGRAPH = 'ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png';

jest.setTimeout(180_000);

testOnRealData('a field that shows all of the slide has exactly the cells of the whole slide', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-field-'));
  const slide = path.join(folder, 'slide');
  await timescope('dicomize', sharedData(PHOTOGRAPH), '--mpp', '0.2271', '--out', slide);
  const storeFolder = path.join(folder, 'store');
  const server = await startServer({ repository, data: [slide], port: 0, storeFolder });
  try {
    const { page } = await openBrowser();
    await openStudy(page, server.url, 'pathology', await findStudy(server.url, 'SM'));
    await byTestId(page, 'measure-slide').waitFor({ timeout: 60_000 });
    await zoomTo(page, { resolution: 6, rotation: 0, centre: [1100, 1100] });
    const measured = async (button: string, area: string) => {
      await byTestId(page, button).click();
      await byTestId(page, 'result').waitFor({ timeout: 60_000 });
      const text = await eventually(
        () => panelText(page, 'step-result'),
        shown => shown.includes(area),
        60_000,
      );
      return /of ([\d,]+) cells/.exec(text)?.[1];
    };
    const field = await measured('measure-here', 'field');
    expect(field).toMatch(/^1,\d{3}$/);
    expect(await measured('measure-slide', 'whole slide')).toBe(field);
  } finally {
    await closeBrowsers();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
