import { jest } from '@jest/globals';
import type { LayerChoice } from '@timescope/core/dicom/read/slideLayers';
import { channelPicture } from '@timescope/extension-ihc-scoring/pipeline/channels/channelPicture.kernel';
import { RUIFROK_H_DAB } from '@timescope/extension-ihc-scoring/pipeline/stain/stainVectors';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { startServer, type RunningServer } from '@timescope/server/server';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowsers, findStudy, openBrowser, openStudy, type BrowserSession } from '../harness/browser';
import { channelColoursAt, channelDrawn, type OpenLayersWindow } from '../harness/channelOnSlide';
import { repository } from '../harness/commandLine';
import { writeLayeredSlide } from '../harness/layeredSlide';
import { testOnRealData } from '../harness/sharedData';
import { slideFromFiles, wholeLevel } from '../harness/slideFiles';
import { byTestId, eventually, panelText, zoomTo } from '../harness/slidePage';

jest.setTimeout(180_000);

let folder: string;
let file: string;
let server: RunningServer;
let session: BrowserSession;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-layers-'));
  file = await writeLayeredSlide(path.join(folder, 'slide'));
  const data = [path.join(folder, 'slide')];
  server = await startServer({ repository, data, port: 0, storeFolder: path.join(folder, 'store') });
  session = await openBrowser();
  await openStudy(session.page, server.url, 'pathology', await findStudy(server.url, 'SM'));
  await byTestId(session.page, 'colour-note').waitFor({ state: 'attached', timeout: 90_000 });
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const PIXELS = Array.from({ length: 2500 }, (_, k) => [(k % 50) + 0.5, Math.floor(k / 50) + 0.5] as const);

const firstPlane: LayerChoice = { focalPlane: { kind: 'plane', number: 1 } };
const secondPlane: LayerChoice = { opticalPath: 'second', focalPlane: { kind: 'plane', number: 2 } };

async function layerOf(choice: LayerChoice) {
  const { source } = await slideFromFiles([file], choice);
  return wholeLevel(source, 0);
}

/** Pixels of the haematoxylin channel on the slide that are not those of a layer. */
async function wrongInChannel(page: Page, choice: LayerChoice) {
  await zoomTo(page, { resolution: 0.1, rotation: 0.4, centre: [25, 25] });
  await channelDrawn(page);
  const stain = { white: [255, 255, 255], vectors: RUIFROK_H_DAB } as const;
  const expected = channelPicture(await layerOf(choice), 'haematoxylin', stain);
  const drawn = await channelColoursAt(page, PIXELS);
  const compared = drawn.flatMap((rgb, pixel) => (rgb ? [{ pixel, rgb }] : []));
  expect(compared.length).toBeGreaterThan(1000);
  return compared.filter(
    ({ pixel, rgb }) => rgb.join() !== [...expected.subarray(4 * pixel, 4 * pixel + 3)].join(),
  );
}

/** Share of the slide's pixels that the screen shows in a layer's own colours. */
async function shareOnScreen(page: Page, choice: LayerChoice): Promise<number> {
  const layer = await layerOf(choice);
  const shot = path.join(folder, 'screen.png');
  await page.screenshot({ path: shot });
  const screen = await readPlainImage(shot);
  const places = await page.evaluate(points => {
    const { microscopyService } = (window as unknown as OpenLayersWindow).services;
    const map = microscopyService.getAllManagedViewers()[0]?.viewer.getMap();
    const box = document.querySelector('.ol-viewport')?.getBoundingClientRect();
    return points.map(([x, y]) => {
      const [px = -1, py = -1] = map?.getPixelFromCoordinate([x, -(y + 1)]) ?? [];
      const isInView = px > 5 && py > 90 && px < (box?.width ?? 0) - 5 && py < (box?.height ?? 0) - 250;
      return isInView ? ([px + (box?.left ?? 0), py + (box?.top ?? 0)] as const) : undefined;
    });
  }, PIXELS);
  const same = places.flatMap((place, pixel) => {
    if (!place) return [];
    const at = 3 * (Math.floor(place[1]) * screen.width + Math.floor(place[0]));
    return [[0, 1, 2].every(c => near(screen.values[at + c], layer.values[3 * pixel + c]))];
  });
  expect(same.length).toBeGreaterThan(500);
  return same.filter(Boolean).length / same.length;
}

/** The viewer corrects colours by the slide's profile. */
const near = (a = -1, b = -1): boolean => Math.abs(a - b) < 60;

testOnRealData(
  'a slide of two focal planes opens, beside its label and overview, and asks what is meant',
  async () => {
    const { page } = session;
    expect(await panelText(page, 'layer-choice')).toContain('2 optical paths and 2 focal planes');
    expect(await byTestId(page, 'focal-plane').inputValue()).toBe('1');
    expect(await page.locator('.ol-viewport canvas').count()).toBeGreaterThan(0);
    expect(await byTestId(page, 'layer-not-shown').count()).toBe(0);
    await byTestId(page, 'channel-haematoxylin').click();
    expect(await wrongInChannel(page, firstPlane)).toEqual([]);
  },
);

testOnRealData(
  'another path and plane: channel and slide are those of the choice, at each numbered tile',
  async () => {
    const { page } = session;
    await byTestId(page, 'optical-path').selectOption('second');
    await eventually(
      () => byTestId(page, 'optical-path').inputValue(),
      value => value === 'second',
      20_000,
    );
    await byTestId(page, 'focal-plane').selectOption('2');
    await eventually(
      () => byTestId(page, 'focal-plane').inputValue(),
      value => value === '2',
      20_000,
    );
    await byTestId(page, 'channel-haematoxylin').click();
    expect(await wrongInChannel(page, secondPlane)).toEqual([]);
    await byTestId(page, 'channel-off').click();
    const share = await eventually(
      () => shareOnScreen(page, secondPlane),
      value => value > 0.9,
      15_000,
    );
    expect(share).toBeGreaterThan(await shareOnScreen(page, firstPlane));
  },
);

testOnRealData('the choice is there again after the page is loaded again', async () => {
  const { page } = session;
  await eventually(
    () => panelText(page, 'draft'),
    text => /^(Saved|Restored)/.test(text),
  );
  await page.reload();
  await eventually(
    async () =>
      (await byTestId(page, 'focal-plane').count()) > 0 && byTestId(page, 'focal-plane').inputValue(),
    value => value === '2',
    60_000,
  );
  expect(await byTestId(page, 'optical-path').inputValue()).toBe('second');
});
