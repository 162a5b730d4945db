import { jest } from '@jest/globals';
import { heapOverVisits, redrawFigures, say, showManyCells, thresholdFigures } from '../bench/pathologyPage';
import type { BrowserSession } from '../harness/browser';
import { demoStudies } from '../harness/demoStudies';
import { closeViewers, openViewer } from '../harness/openedViewer';
import { at, tasksDuring } from '../harness/pageFigures';
import { finalHash } from '../harness/pathologistSession';
import { byTestId, zoomTo } from '../harness/slidePage';

// The short form of tests/bench/pathologyPage.nightly.ts: bounds that hold on a busy machine, and ratios.
jest.setTimeout(240_000);

let session: BrowserSession;

beforeAll(async () => {
  ({ session } = await openViewer('pathology', demoStudies, { width: 1400, height: 960 }));
});

afterAll(closeViewers);

test('no task of the page’s thread is long while a field is measured', async () => {
  const { page } = session;
  await zoomTo(page, { resolution: 1.5, rotation: 0, centre: [9000, 9000] });
  const tasks = await tasksDuring(page, async () => {
    await byTestId(page, 'measure-here').click();
    await finalHash(page, 120_000);
  });
  say(`a field: ${tasks.length} tasks, the longest ${at(tasks, 1).toFixed(0)} ms of work`);
  expect(at(tasks, 1)).toBeLessThan(300);
});

test('a slide that is left and opened again leaves nothing behind', async () => {
  const { before, after } = await heapOverVisits(session.page, 3);
  expect(after / before).toBeLessThan(1.1);
});

test('20,000 nuclei are redrawn many times faster than as one path; a threshold of 200,000 cells moves at once', async () => {
  const { page } = session;
  expect(await showManyCells(page)).toBeGreaterThanOrEqual(200_000);
  const { cells, detail, outlines, onePath, farDetail, raster } = await redrawFigures(page, 12);
  expect({ detail, farDetail }).toEqual({ detail: 'cells', farDetail: 'density' });
  expect(cells).toBeGreaterThan(17_000);
  expect(at(outlines, 0.5)).toBeLessThan(onePath / 8);
  expect(at(outlines, 0.5)).toBeLessThan(150);
  expect(at(raster, 0.5)).toBeLessThan(100);
  expect(at(await thresholdFigures(page, 10), 0.5)).toBeLessThan(300);
});
