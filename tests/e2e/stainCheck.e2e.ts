import { jest } from '@jest/globals';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { channelPicture } from '@timescope/extension-ihc-scoring/pipeline/channels/channelPicture.kernel';
import { slideInspector } from '@timescope/extension-ihc-scoring/pipeline/inspect/inspectSlide';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { startServer, type RunningServer } from '@timescope/server/server';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { strings } from '../../extensions/ihc-scoring/src/strings';
import { channelColoursAt, channelDrawn, type OpenLayersWindow, type Rgb } from '../harness/channelOnSlide';
import { closeBrowsers, findStudy, openBrowser, openStudy, type BrowserSession } from '../harness/browser';
import { repository, timescope } from '../harness/commandLine';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { slideFromFiles, wholeLevel } from '../harness/slideFiles';
import { byTestId, eventually, panelText, zoomTo } from '../harness/slidePage';
import { SQUARE, writeSquareSlide } from '../harness/squareSlide';

const PHOTOGRAPH = 'ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png';
const NUMBERED = 'dicom-wsi-highdicom/test_files/sm_image_numbers.dcm';
const MPP = 0.2271;

jest.setTimeout(180_000);

let folder: string;
const servers: RunningServer[] = [];

/** A slide of its own server in our mode, looked at. */
async function openSlide(...data: string[]): Promise<BrowserSession> {
  const storeFolder = path.join(folder, `store-${servers.length}`);
  const server = await startServer({ repository, data, port: 0, storeFolder });
  servers.push(server);
  const opened = await openBrowser();
  await openStudy(opened.page, server.url, 'pathology', await findStudy(server.url, 'SM'));
  await byTestId(opened.page, 'colour-note').waitFor({ state: 'attached', timeout: 90_000 });
  for (const fold of ['step-tissue', 'step-stain', 'stain-details']) await unfolded(opened.page, fold);
  return opened;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-stain-'));
});

afterAll(async () => {
  await closeBrowsers();
  await Promise.all(servers.map(running => running.close()));
  await rm(folder, { recursive: true, force: true });
});

test('a brown square shows as DAB where it lies, at each level of a pyramid in steps of 2.5 and in turned views', async () => {
  await writeSquareSlide(path.join(folder, 'square'));
  const { page } = await openSlide(path.join(folder, 'square'));
  const views = [
    { resolution: 1, rotation: 0 },
    { resolution: 2.5, rotation: 0 },
    { resolution: 6, rotation: 0 },
    { resolution: 2, rotation: 0.7 },
  ];
  const centre = [(SQUARE.x0 + SQUARE.x1) / 2, (SQUARE.y0 + SQUARE.y1) / 2] as const;
  // The viewer's own picture first: its coarser levels must lie where they are, too.
  for (const view of views) {
    await zoomTo(page, { ...view, centre });
    expect(await squareOnScreen(page, folder)).toEqual({ inside: 'brown', outside: 'not brown' });
  }
  await page.keyboard.press('c');
  await page.keyboard.press('c');
  expect(await byTestId(page, 'channel-dab').getAttribute('aria-pressed')).toBe('true');
  for (const view of views) {
    await zoomTo(page, { ...view, centre });
    await channelDrawn(page);
    const { inside, outside } = await squareInChannel(page);
    for (const [red, , blue] of inside) expect(red - blue).toBeGreaterThan(60);
    for (const rgb of outside) expect(Math.min(...rgb)).toBeGreaterThan(235);
  }
  await page.keyboard.press('c');
  await page.keyboard.press('c');
  expect(await byTestId(page, 'channel-off').getAttribute('aria-pressed')).toBe('true');
  await eventually(
    () => page.locator('canvas[data-cy="channel-layer"]').isVisible(),
    isVisible => !isVisible,
  );
});

testOnRealData(
  'tissue, left-out shares and stains on the panel are those of the score; Auto and Reset change it',
  async () => {
    await timescope(
      'dicomize',
      sharedData(PHOTOGRAPH),
      '--mpp',
      String(MPP),
      '--out',
      path.join(folder, 'ki67'),
    );
    const { page } = await openSlide(path.join(folder, 'ki67'));
    const source = plainImageSource(await readPlainImage(sharedData(PHOTOGRAPH)), micrometresPerPixel(MPP));
    const slide = { description: '', digest: '' };
    const { tissue, stain } = await slideInspector(source)({ preset: 'ki67', slide });
    expect(await panelText(page, 'tissue-found')).toBe(
      strings.tissueFound(tissue.tissueMm2, (100 * tissue.tissueMm2) / tissue.askedMm2),
    );
    expect(await panelText(page, 'left-out')).toContain(
      strings.leftOutShare('blank', tissue.artefacts.percent.blank ?? 0),
    );
    expect(await panelText(page, 'white-used')).toContain(strings.whiteText(stain.white));
    expect(await panelText(page, 'stain-qupath')).toContain(
      strings.vectorText(stain.estimated.qupath?.haematoxylin ?? []),
    );
    await byTestId(page, 'auto-qupath').click();
    await eventually(
      () => panelText(page, 'stain-source'),
      text => text === strings.scoredWith(strings.sources.qupath),
      20_000,
    );
    const own = strings.vectorText(stain.estimated.qupath?.dab ?? []);
    expect(await panelText(page, 'stain-used')).toContain(own);
    await byTestId(page, 'reset-stain').click();
    await eventually(
      () => panelText(page, 'stain-source'),
      text => text === strings.scoredWith(strings.sources.default),
      20_000,
    );
    await page.keyboard.press('t');
    await eventually(
      () => page.locator('canvas[data-cy="tissue-overlay"]').isVisible(),
      isVisible => isVisible,
    );
  },
);

testOnRealData('each pixel of the numbered tiles of a turned slide is drawn at its place', async () => {
  await mkdir(path.join(folder, 'numbered'));
  await copyFile(sharedData(NUMBERED), path.join(folder, 'numbered/numbers.dcm'));
  const { page } = await openSlide(path.join(folder, 'numbered'));
  const { source } = await slideFromFiles([sharedData(NUMBERED)]);
  const level = await wholeLevel(source, 0);
  const expected = channelPicture(level, 'haematoxylin', {
    white: [255, 255, 255],
    vectors: RUIFROK_H_DAB,
  });
  await byTestId(page, 'channel-haematoxylin').click();
  await zoomTo(page, { resolution: 0.1, rotation: 0.4, centre: [25, 25] });
  await channelDrawn(page);
  const points = Array.from({ length: 2500 }, (_, k) => [(k % 50) + 0.5, Math.floor(k / 50) + 0.5] as const);
  const drawn = await channelColoursAt(page, points);
  const compared = drawn.flatMap((rgb, pixel) =>
    rgb ? [{ pixel, rgb, wanted: [...expected.subarray(4 * pixel, 4 * pixel + 3)] }] : [],
  );
  expect(compared.length).toBeGreaterThan(1000);
  expect(compared.filter(({ rgb, wanted }) => rgb.join() !== wanted.join())).toEqual([]);
});

async function unfolded(page: Page, id: string): Promise<void> {
  const details = byTestId(page, id);
  if ((await details.getAttribute('open')) === null) await details.locator('> summary').click();
}

/** Points 12 pixels of the slide inside and outside of the middles of the square's sides and of its corners. */
function aroundSquare(): { inside: [number, number][]; outside: [number, number][] } {
  const { x0, y0, x1, y1 } = SQUARE;
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const off = 12;
  const places = (d: number): [number, number][] => [
    [x0 + d, y],
    [x1 - d, y],
    [x, y0 + d],
    [x, y1 - d],
    [x0 + d, y0 + d],
    [x1 - d, y1 - d],
  ];
  return { inside: places(off), outside: places(-off) };
}

async function squareInChannel(page: Page): Promise<{ inside: Rgb[]; outside: Rgb[] }> {
  const { inside, outside } = aroundSquare();
  const colours = await channelColoursAt(page, [...inside, ...outside]);
  const there = colours.map(colour => {
    if (!colour) throw new Error('The square is not in view.');
    return colour;
  });
  return { inside: there.slice(0, inside.length), outside: there.slice(inside.length) };
}

/** The same on a screen shot of the viewer's own picture. */
async function squareOnScreen(page: Page, into: string): Promise<{ inside: string; outside: string }> {
  const { inside, outside } = aroundSquare();
  const file = path.join(into, 'screen.png');
  await page.screenshot({ path: file });
  const screen = await readPlainImage(file);
  const pixels = await page.evaluate(
    points => {
      const { microscopyService } = (window as unknown as OpenLayersWindow).services;
      const map = microscopyService.getAllManagedViewers()[0]?.viewer.getMap();
      const box = document.querySelector('.ol-viewport')?.getBoundingClientRect();
      return points.map(([x, y]) => {
        const [px = 0, py = 0] = map?.getPixelFromCoordinate([x, -(y + 1)]) ?? [];
        return [px + (box?.left ?? 0), py + (box?.top ?? 0)] as const;
      });
    },
    [...inside, ...outside],
  );
  const words = pixels.map(([x, y]) => {
    const at = 3 * (Math.floor(y) * screen.width + Math.floor(x));
    return (screen.values[at] ?? 0) - (screen.values[at + 2] ?? 0) > 30 ? 'brown' : 'not brown';
  });
  const all = (some: readonly string[]) => [...new Set(some)].join(' and ');
  return { inside: all(words.slice(0, inside.length)), outside: all(words.slice(inside.length)) };
}
