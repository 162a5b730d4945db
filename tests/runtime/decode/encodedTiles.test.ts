import type { EncodedFrame } from '@timescope/core/pixelSource';
import { decodeFrame } from '@timescope/runtime/decode/node';
import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { sharedData, testOnRealData } from '../../harness/sharedData';

const FOLDER = 'wsidicom-encoded-tiles';
/** All tiles of the data set show the same 240 x 240 pixels. */
const EDGE = 240;

const syntaxes: Readonly<Record<string, string>> = {
  Implicit_VR_Little_Endian: '1.2.840.10008.1.2',
  Explicit_VR_Little_Endian: '1.2.840.10008.1.2.1',
  Explicit_VR_Big_Endian: '1.2.840.10008.1.2.2',
  'JPEG_Baseline_(Process_1)': '1.2.840.10008.1.2.4.50',
  'JPEG_Extended_(Process_2_and_4)': '1.2.840.10008.1.2.4.51',
  'JPEG_Lossless,_Non-Hierarchical_(Process_14)': '1.2.840.10008.1.2.4.57',
  'JPEG-LS_Lossless_Image_Compression': '1.2.840.10008.1.2.4.80',
  'JPEG-LS_Lossy_(Near-Lossless)_Image_Compression': '1.2.840.10008.1.2.4.81',
  'JPEG_2000_Image_Compression_(Lossless_Only)': '1.2.840.10008.1.2.4.90',
  JPEG_2000_Image_Compression: '1.2.840.10008.1.2.4.91',
  RLE_Lossless: '1.2.840.10008.1.2.5',
};

/** Photometric interpretations as DICOM would state them of the colours in a file's name. */
const colours = (name: string, colour: string): string => {
  if (colour === 'GRAYSCALE') return 'MONOCHROME2';
  if (colour === 'RGB') return 'RGB';
  if (name.startsWith('JPEG_2000')) return name.includes('Lossless') ? 'YBR_RCT' : 'YBR_ICT';
  return name.startsWith('JPEG_Lossless') ? 'RGB' : 'YBR_FULL_422';
};

async function tile(file: string): Promise<EncodedFrame> {
  const [, name = '', colour = ''] = /^(.+)-(RGB|YBR|GRAYSCALE)-\d+\./.exec(file) ?? [];
  return {
    bytes: new Uint8Array(await readFile(sharedData(path.join(FOLDER, 'encoded', file)))),
    transferSyntax: syntaxes[name] ?? name,
    width: EDGE,
    height: EDGE,
    samplesPerPixel: colour === 'GRAYSCALE' ? 1 : 3,
    photometricInterpretation: colours(name, colour),
    planarConfiguration: 0,
  };
}

const files = async (pattern: RegExp) =>
  (await readdir(sharedData(`${FOLDER}/encoded`))).filter(name => pattern.test(name)).sort();

/** What Pillow (libjpeg-turbo, OpenJPEG as C) decodes of a file, as RGB. */
function byPillow(file: string): Uint8Array {
  const script = path.join(import.meta.dirname, '../../oracles/decode_tile.py');
  return new Uint8Array(execFileSync('/usr/bin/python3', [script, sharedData(`${FOLDER}/encoded/${file}`)]));
}

/** The picture itself in the channels of a file. */
async function picture(file: string): Promise<Uint8Array> {
  if (file.includes('GRAYSCALE')) {
    const grey = await readFile(sharedData(`${FOLDER}/encoded/Explicit_VR_Little_Endian-GRAYSCALE-8.raw`));
    return Uint8Array.from({ length: 3 * grey.length }, (_, at) => grey[Math.floor(at / 3)] ?? 0);
  }
  const png = sharp(sharedData(`${FOLDER}/test_tile.png`));
  return new Uint8Array(await png.removeAlpha().raw().toBuffer());
}

const largestDifference = (a: Uint8Array, b: Uint8Array) => {
  expect(a.length).toBe(b.length);
  return a.reduce((worst, value, at) => Math.max(worst, Math.abs(value - (b[at] ?? 0))), 0);
};

testOnRealData('every lossless tile of 8 bits gives the picture bit for bit', async () => {
  const lossless = await files(/^(Implicit|Explicit_VR_Little|RLE|JPEG_Lossless|.*\(?Lossless).*-8\./);
  const nearly = /Near-Lossless/;
  expect(lossless.filter(file => !nearly.test(file))).toHaveLength(14);
  for (const file of lossless.filter(name => !nearly.test(name))) {
    const { values } = await decodeFrame(await tile(file));
    expect([file, largestDifference(values, await picture(file))]).toEqual([file, 0]);
  }
});

testOnRealData('JPEG-LS near-lossless stays within the one level that its makers allowed', async () => {
  for (const file of await files(/Near-Lossless.*-8\./)) {
    const { values } = await decodeFrame(await tile(file));
    expect([file, largestDifference(values, await picture(file))]).toEqual([file, 1]);
  }
});

testOnRealData('lossy JPEG and JPEG 2000 tiles are those that Pillow decodes, bit for bit', async () => {
  const lossy = await files(/^JPEG_(Baseline|2000_Image_Compression-).*-8\./);
  expect(lossy).toHaveLength(6);
  for (const file of lossy) {
    const { values } = await decodeFrame(await tile(file));
    expect([file, largestDifference(values, byPillow(file))]).toEqual([file, 0]);
    // 16 levels at one pixel of the tile with colour at half the resolution; the others stay below 8.
    expect(largestDifference(values, await picture(file))).toBeLessThanOrEqual(16);
  }
});

testOnRealData('tiles of 12 and 16 bits and big-endian ones are refused in one sentence', async () => {
  for (const file of await files(/^(JPEG|RLE).*-1[26]\.|Big_Endian/))
    await expect(decodeFrame(await tile(file))).rejects.toMatchObject({
      name: 'TimescopeError',
      kind: 'rejected',
      nextStep: expect.stringMatching(/\.$/) as string,
    });
});
