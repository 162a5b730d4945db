import { jest } from '@jest/globals';
import type { BrowserSession } from '../harness/browser';
import { demoStudies } from '../harness/demoStudies';
import { closeViewers, openViewer } from '../harness/openedViewer';
import { at, tasksDuring } from '../harness/pageFigures';
import { finalHash } from '../harness/pathologistSession';
import { byTestId } from '../harness/slidePage';
import { heapOverVisits, redrawFigures, say, showManyCells, thresholdFigures } from './pathologyPage';

jest.setTimeout(600_000);

let session: BrowserSession;

beforeAll(async () => {
  ({ session } = await openViewer('pathology', demoStudies, { width: 1400, height: 960 }));
  await byTestId(session.page, 'colour-note').waitFor({ state: 'attached', timeout: 90_000 });
});

afterAll(closeViewers);

test('no task of the page’s thread works above 200 ms while the whole slide is measured', async () => {
  const { page } = session;
  const tasks = await tasksDuring(page, async () => {
    await byTestId(page, 'measure-slide').click();
    await finalHash(page, 400_000);
  });
  say(`whole slide: ${tasks.length} tasks, the longest ${at(tasks, 1).toFixed(0)} ms of work`);
  expect(at(tasks, 1)).toBeLessThan(200);
});

test('20 times opened and closed, the page holds less than a tenth more', async () => {
  const { page } = session;
  await page.reload();
  await finalHash(page, 120_000);
  const { before, after } = await heapOverVisits(page, 20);
  expect(after / before).toBeLessThan(1.1);
});

test('20,000 nuclei in view are redrawn within 50 ms, as one path they would not be; more are a raster', async () => {
  const { page } = session;
  await showManyCells(page);
  const { cells, detail, outlines, onePath, farDetail, raster } = await redrawFigures(page, 40);
  expect({ detail, farDetail }).toEqual({ detail: 'cells', farDetail: 'density' });
  expect(cells).toBeGreaterThan(17_000);
  expect(at(outlines, 0.95)).toBeLessThan(50);
  expect(at(outlines, 0.95)).toBeLessThan(onePath / 3);
  expect(at(raster, 0.95)).toBeLessThan(50);
});

test('moving a threshold of 200,000 cells takes at most 100 ms of work, drawing included', async () => {
  const { page } = session;
  expect(await showManyCells(page)).toBeGreaterThanOrEqual(200_000);
  expect(at(await thresholdFigures(page, 30), 0.95)).toBeLessThan(100);
});
