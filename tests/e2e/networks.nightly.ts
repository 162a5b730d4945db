import { jest } from '@jest/globals';
import { cardsByTarget } from '@timescope/extension-ct-radiomics/pipeline/cardsByTarget';
import { TARGETS } from '@timescope/core/result/predictionResult';
import { readModelCards } from '@timescope/runtime/models';
import { startServer, type RunningServer } from '@timescope/server/server';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Download, Page } from 'playwright-core';
import sharp from 'sharp';
import { closeBrowsers, findStudy, openBrowser, openStudy } from '../harness/browser';
import { repository } from '../harness/commandLine';
import { cy, outlineEllipse } from '../harness/ctPage';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { eventually } from '../harness/slidePage';

jest.setTimeout(240_000);

const SHIPPED = path.join(repository, 'models');

let folder: string;
let server: RunningServer;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-networks-'));
  await siteModel('site-tils');
  server = await startServer({
    repository,
    data: [sharedData('ct-crlm-seg/ct_images_seg/CRLM-CT-1004/image')],
    port: 0,
    storeFolder: path.join(folder, 'store'),
    models: { folder: path.join(folder, 'models'), names: ['site-tils'] },
  });
  ({ page } = await openBrowser({ width: 1400, height: 1000 }));
  await openStudy(page, server.url, 'radiology', await findStudy(server.url, 'CT'));
  await cy(page, 'ct-section').waitFor({ timeout: 90_000 });
});

afterAll(async () => {
  await closeBrowsers();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Our weights for TILs under a card that says that a site trained them on patients of one scanner. */
async function siteModel(name: string): Promise<void> {
  const ours = path.join(SHIPPED, 'densenet121-tils');
  const own = path.join(folder, 'models', name);
  await mkdir(own, { recursive: true });
  await copyFile(path.join(ours, 'model.onnx'), path.join(own, 'model.onnx'));
  const card = JSON.parse(await readFile(path.join(ours, 'card.json'), 'utf8')) as Record<string, object>;
  const trainedOn = { ...card.trainedOn, synthetic: false, scanners: ['ACME'] };
  const threshold = { value: 0.001, source: 'a test' };
  const measured = [{ data: '40 patients of a test', metric: 'AUC', value: 0.71 }];
  await writeFile(
    path.join(own, 'card.json'),
    JSON.stringify({ ...card, name, trainedOn, threshold, measured }),
  );
}

async function picture(name: string): Promise<void> {
  const into = process.env.TIMESCOPE_SCREENSHOTS;
  if (into !== undefined) await page.screenshot({ path: path.join(into, `networks-${name}.png`) });
}

testOnRealData('the crop is shown before a prediction, as box and as mask, with a margin', async () => {
  await outlineEllipse(page, 70, 50);
  await cy(page, 'preview-crop').click();
  const told = () => cy(page, 'preview').innerText();
  await cy(page, 'preview').waitFor({ timeout: 30_000 });
  const box = await told();
  const black = () => cy(page, 'preview').locator('canvas').evaluate(blackPixels);
  const inBox = await black();
  await page.selectOption('[data-cy="crop-kind"]', 'masked');
  await eventually(black, pixels => pixels > inBox, 10_000);
  expect(await told()).toBe(box);
  await page.selectOption('[data-cy="margin"]', '20');
  const [, width = 0] = /see (\d+) x/.exec(box) ?? [];
  await eventually(told, text => text.includes(`${Number(width) + 40} x`), 10_000);
  await page.selectOption('[data-cy="crop-kind"]', 'box');
  await page.selectOption('[data-cy="margin"]', '0');
  await eventually(told, text => text === box, 10_000);
});

function blackPixels(canvas: HTMLElement | SVGElement): number {
  const { width, height } = canvas as HTMLCanvasElement;
  const data = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
  let black = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at] === 0) black++;
  return black;
}

testOnRealData(
  'every installed target has a row, and a site’s own network takes the place of ours',
  async () => {
    await cy(page, 'predict').click();
    await cy(page, 'probability-tils').waitFor({ timeout: 120_000 });
    const shipped = cardsByTarget((await readModelCards(SHIPPED)).map(({ card }) => card));
    for (const target of TARGETS) {
      expect(await cy(page, `target-${target}`).count()).toBe(shipped[target] ? 1 : 0);
      if (!shipped[target] || target === 'tils') continue;
      expect(await cy(page, `threshold-${target}`).innerText()).toContain(
        shipped[target][0].threshold.source,
      );
      expect(await cy(page, `demonstration-${target}`).innerText()).toContain('no clinical meaning');
    }
    expect(await cy(page, 'threshold-tils').innerText()).toBe('0.001, a test');
    expect(await cy(page, 'distance-tils').innerText()).toMatch(/^0\.\d{3} above$/);
    expect(await cy(page, 'auc-tils').innerText()).toBe('0.710 on 40 patients of a test');
    expect(await cy(page, 'demonstration-tils').count()).toBe(0);
    expect(await cy(page, 'flag-SCANNER').innerText()).toContain('LightSpeed16');
    expect(await cy(page, 'flag-CONTRAST').innerText()).toContain('raises the HU');
    await picture('1-predicted');
  },
);

testOnRealData('the maps stand beside each other, and a press lays one of them over the slice', async () => {
  const tiles = page.locator('[data-cy^="map-tile-"]');
  const shown = await tiles.count();
  const targets = Object.keys(cardsByTarget((await readModelCards(SHIPPED)).map(({ card }) => card)));
  expect(shown).toBe(targets.length > 1 ? targets.length : 0);
  for (const tile of await tiles.all()) {
    await tile.click();
    expect(await tile.getAttribute('aria-pressed')).toBe('true');
  }
  await cy(page, 'heatmap-section').scrollIntoViewIfNeeded();
  await picture('2-maps');
});

testOnRealData('several networks of a target are compared, and their disagreement is said', async () => {
  await cy(page, 'compare-models').click();
  const rows = cy(page, 'compared-tils').locator('[data-cy="compared-model"]');
  await rows.first().waitFor({ timeout: 120_000 });
  const [site = '', ours = ''] = await rows.allInnerTexts();
  expect(site).toContain('site-tils');
  expect(site).not.toContain('no clinical meaning');
  expect(ours).toContain('densenet121-tils');
  expect(ours).toContain('Demonstration weights, no clinical meaning');
  const classes = await rows.locator('[data-cy="compared-class"]').allInnerTexts();
  const disagree = classes.map(text => text.split(',')[0]).join() === 'high,low';
  expect(await cy(page, 'models-disagree-tils').count()).toBe(disagree ? 1 : 0);
  await cy(page, 'comparison-section').scrollIntoViewIfNeeded();
  await picture('3-compared');
});

testOnRealData('the exported crop has the pixels on screen and no chunk of text', async () => {
  await cy(page, 'export-section-title').click();
  const download = page.waitForEvent('download');
  await cy(page, 'export-crop').click();
  const png = await bytesOf(await download);
  expect(new Set(chunksOf(png))).toEqual(new Set(['IHDR', 'IDAT', 'IEND']));
  const onScreen = await cy(page, 'slice-section').locator('canvas').evaluate(greyPixels);
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const grey = [...data].filter((_, at) => at % info.channels === 0);
  expect(grey).toEqual(onScreen);
});

const bytesOf = async (download: Download): Promise<Buffer> => readFile(await download.path());

/** Types of a PNG's chunks: four bytes of length, four of type, the data, four of checksum. */
function chunksOf(png: Buffer): string[] {
  const types: string[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    types.push(png.toString('latin1', at + 4, at + 8));
  return types;
}

function greyPixels(canvas: HTMLElement | SVGElement): number[] {
  const { width, height } = canvas as HTMLCanvasElement;
  const data = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
  return [...data].filter((_, at) => at % 4 === 0);
}
