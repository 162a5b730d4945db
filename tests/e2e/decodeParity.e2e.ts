import { jest } from '@jest/globals';
import { startServer } from '@timescope/server/server';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { closeBrowsers, findStudy, openBrowser, openStudy } from '../harness/browser';
import { repository, timescope } from '../harness/commandLine';
import { MPP, PHOTOGRAPH } from '../harness/photograph';
import { hasRealData, sharedData, testOnRealData } from '../harness/sharedData';
import { byTestId } from '../harness/slidePage';

jest.setTimeout(180_000);

let folder: string;
/** A part of the photograph: how a tile is decoded does not hang on how many there are. */
let part: string;
const servers: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-decode-'));
  part = path.join(folder, 'part.png');
  if (hasRealData)
    await sharp(sharedData(PHOTOGRAPH))
      .extract({ left: 600, top: 600, width: 700, height: 700 })
      .toFile(part);
});

afterAll(async () => {
  await closeBrowsers();
  await Promise.all(servers.map(running => running.close()));
  await rm(folder, { recursive: true, force: true });
});

testOnRealData.each([85, 40])(
  'JPEG tiles of quality %i, colour at half the resolution, have the same score hash in Chromium and in node',
  async quality => {
    const slide = path.join(folder, `slide-${quality}`);
    await timescope('dicomize', part, '--mpp', MPP, '--jpeg', String(quality), '--out', slide);
    const { url } = await serve(slide, `store-${quality}`);
    const scored = JSON.parse(await timescope('score', slide, '--marker', 'ki67', '--json')) as Scored;
    expect(scored.cells.total).toBeGreaterThan(90);
    expect(await hashInPanel(url)).toBe(scored.hash);
  },
);

testOnRealData(
  'a slide in lossless JPEG 2000 has the score hash of its uncompressed original, in node and in Chromium',
  async () => {
    const [original, copy] = ['uncompressed', 'jpeg2000'].map(name => path.join(folder, name));
    if (original === undefined || copy === undefined) throw new Error('Two folders are needed.');
    await timescope('dicomize', part, '--mpp', MPP, '--out', original);
    const script = path.join(repository, 'tests/oracles/slide_as_jpeg2000.py');
    execFileSync('/usr/bin/python3', [script, original, copy]);
    const hashes = await Promise.all(
      [original, copy].map(async slide => {
        const printed = await timescope('score', slide, '--marker', 'ki67', '--json');
        return (JSON.parse(printed) as Scored).hash;
      }),
    );
    expect(hashes[1]).toBe(hashes[0]);
    const { url } = await serve(copy, 'store-jpeg2000');
    expect(await hashInPanel(url)).toBe(hashes[0]);
  },
);

testOnRealData('a JPEG tile has the same pixels in Chromium and in node, at 4:2:0 and at 4:4:4', async () => {
  const { page } = await openBrowser();
  for (const chromaSubsampling of ['4:2:0', '4:4:4']) {
    const { data: rgb, info } = await sharp(sharedData(PHOTOGRAPH))
      .extract({ left: 700, top: 700, width: 240, height: 249 })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const jpeg = await sharp(rgb, { raw: info }).jpeg({ quality: 85, chromaSubsampling }).toBuffer();
    const expected = await sharp(jpeg).raw().toBuffer();
    const seen = await page.evaluate(pixelsOf, jpeg.toString('base64'));
    const off = seen.filter((value, at) => value !== expected[at]).length;
    expect([chromaSubsampling, seen.length, off]).toEqual([chromaSubsampling, expected.length, 0]);
  }
});

async function serve(slide: string, store: string) {
  const running = await startServer({
    repository,
    data: [slide],
    port: 0,
    storeFolder: path.join(folder, store),
    hostVersion: '3.13.2',
  });
  servers.push(running);
  return running;
}

/** Measures the whole slide in the panel. */
async function hashInPanel(url: string): Promise<string | null> {
  const session = await openBrowser();
  const { page } = session;
  await openStudy(page, url, 'pathology', await findStudy(url, 'SM'));
  await byTestId(page, 'measure-slide').waitFor({ timeout: 60_000 });
  await byTestId(page, 'measure-slide').click();
  await byTestId(page, 'score-hash').waitFor({ timeout: 90_000 });
  const hash = await byTestId(page, 'score-hash').getAttribute('data-full');
  await session.close();
  return hash;
}

/** Runs in the page: the bytes of a JPEG through the browser's own decoder, as runtime/decode/browser asks for it. */
async function pixelsOf(base64: string): Promise<number[]> {
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
    imageOrientation: 'none',
  });
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  return [...context.getImageData(0, 0, bitmap.width, bitmap.height).data].filter((_, at) => at % 4 !== 3);
}

interface Scored {
  readonly hash: string;
  readonly cells: { readonly total: number };
}
