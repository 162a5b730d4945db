import { jest } from '@jest/globals';
import type { EncodedFrame } from '@timescope/core/pixelSource';
import { sha256Hex } from '@timescope/core/sha256';
import { decodeFrame } from '@timescope/runtime/decode/node';
import { build } from 'esbuild';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowsers, openBrowser } from '../harness/browser';
import { repository } from '../harness/commandLine';
import { sharedData, testOnRealData } from '../harness/sharedData';

jest.setTimeout(30_000);

/** Where the page believes it is: every file of it comes from this test. */
const ORIGIN = 'https://decode.test';
/** The policy under which our workers run: no evaluation of strings. */
const POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'self'; img-src blob:";
const codecs: Readonly<Record<string, string>> = {
  'openjpegwasm_decode.wasm': 'node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm',
  'charlswasm_decode.wasm': 'node_modules/@cornerstonejs/codec-charls/dist/charlswasm_decode.wasm',
};

let folder: string;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-tiles-'));
  await build({
    entryPoints: [path.join(repository, 'packages/runtime/src/decode/browser.ts')],
    outfile: path.join(folder, 'decode.js'),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    alias: { '@timescope/core': path.join(repository, 'packages/core/src') },
    external: ['node:*', 'fs', 'path'],
    logLevel: 'error',
  });
  ({ page } = await openBrowser());
  await page.route(`${ORIGIN}/**`, async route => {
    const name = path.basename(new URL(route.request().url()).pathname);
    const file = name === 'decode.js' ? path.join(folder, name) : codecs[name];
    const headers = { 'Content-Security-Policy': POLICY };
    if (file === undefined)
      return route.fulfill({ contentType: 'text/html', headers, body: '<title>tiles</title>' });
    const contentType = name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
    return route.fulfill({ contentType, headers, body: await readFile(path.resolve(repository, file)) });
  });
  await page.goto(`${ORIGIN}/`);
});

afterAll(async () => {
  await closeBrowsers();
  await rm(folder, { recursive: true });
});

type Described = Omit<EncodedFrame, 'bytes'>;

/** SHA-256 of the RGB pixels, or the code of the refusal. */
async function inNode(frame: EncodedFrame): Promise<string> {
  try {
    return sha256Hex((await decodeFrame(frame)).values);
  } catch (thrown) {
    return String((thrown as { code?: unknown }).code);
  }
}

const inChromium = ({ bytes, ...described }: EncodedFrame): Promise<string> =>
  page.evaluate(decodedInPage, { base64: Buffer.from(bytes).toString('base64'), described });

/** Runs in the page. */
async function decodedInPage({
  base64,
  described,
}: {
  base64: string;
  described: Described;
}): Promise<string> {
  const address = '/decode.js';
  const { decodeFrame: decode } = (await import(address)) as {
    decodeFrame: (frame: EncodedFrame) => Promise<{ values: Uint8Array<ArrayBuffer> }>;
  };
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  try {
    const { values } = await decode({ bytes, ...described });
    const digest = await crypto.subtle.digest('SHA-256', values);
    return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('');
  } catch (thrown) {
    return String((thrown as { code?: unknown }).code);
  }
}

const EDGE = 240;
const frameOf = async (file: string, syntax: string, colours: string): Promise<EncodedFrame> => ({
  bytes: new Uint8Array(await readFile(sharedData(`wsidicom-encoded-tiles/encoded/${file}`))),
  transferSyntax: `1.2.840.10008.1.2${syntax}`,
  width: EDGE,
  height: EDGE,
  samplesPerPixel: colours === 'MONOCHROME2' ? 1 : 3,
  photometricInterpretation: colours,
  planarConfiguration: 0,
});

const tiles = [
  ['JPEG_Baseline_(Process_1)-YBR-8.jpg', '.4.50', 'YBR_FULL_422'],
  ['JPEG_Baseline_(Process_1)-RGB-8.jpg', '.4.50', 'RGB'],
  ['JPEG_Baseline_(Process_1)-GRAYSCALE-8.jpg', '.4.50', 'MONOCHROME2'],
  ['JPEG_Lossless,_Non-Hierarchical_(Process_14)-RGB-8.jpg', '.4.57', 'RGB'],
  ['JPEG-LS_Lossless_Image_Compression-RGB-8.jls', '.4.80', 'RGB'],
  ['JPEG-LS_Lossy_(Near-Lossless)_Image_Compression-RGB-8.jls', '.4.81', 'RGB'],
  ['JPEG-LS_Lossless_Image_Compression-GRAYSCALE-8.jls', '.4.80', 'MONOCHROME2'],
  ['JPEG_2000_Image_Compression_(Lossless_Only)-RGB-8.jp2', '.4.90', 'RGB'],
  ['JPEG_2000_Image_Compression-YBR-8.jp2', '.4.91', 'YBR_ICT'],
  ['JPEG_2000_Image_Compression-RGB-8.jp2', '.4.91', 'RGB'],
  ['RLE_Lossless-RGB-8.rle', '.5', 'RGB'],
  ['Explicit_VR_Little_Endian-RGB-8.raw', '.1', 'YBR_FULL'],
] as const;

testOnRealData.each(tiles)(
  '%s has the same pixels in Chromium and in node',
  async (file, syntax, colours) => {
    const frame = await frameOf(file, syntax, colours);
    const expected = await inNode(frame);
    expect(expected).toMatch(/^[0-9a-f]{64}$/);
    expect(await inChromium(frame)).toBe(expected);
  },
);

testOnRealData.each(tiles)(
  '%s is refused alike in Chromium and in node when it is cut off',
  async (file, syntax, colours) => {
    const whole = await frameOf(file, syntax, colours);
    const half = { ...whole, bytes: whole.bytes.slice(0, whole.bytes.length >> 1) };
    expect([await inNode(half), await inChromium(half)]).toEqual(['TRUNCATED', 'TRUNCATED']);
  },
);

testOnRealData('a JPEG-LS tile with damaged data is refused within seconds in Chromium too', async () => {
  const whole = await frameOf('JPEG-LS_Lossless_Image_Compression-RGB-8.jls', '.4.80', 'RGB');
  const damaged = { ...whole, bytes: whole.bytes.slice().fill(0x55, whole.bytes.length >> 1, -2) };
  expect([await inNode(damaged), await inChromium(damaged)]).toEqual(['TRUNCATED', 'TRUNCATED']);
});
