import type { EncodedFrame } from '@timescope/core/pixelSource';
import { decodeFrame, readPlainImage } from '@timescope/runtime/decode/node';
import { pngOf } from '@timescope/runtime/encode/png';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';

const RAW = '1.2.840.10008.1.2.1';
const JPEG = '1.2.840.10008.1.2.4.50';

const frame = (bytes: Uint8Array, changes: Partial<EncodedFrame> = {}): EncodedFrame => ({
  bytes,
  transferSyntax: RAW,
  width: 2,
  height: 1,
  samplesPerPixel: 3,
  photometricInterpretation: 'RGB',
  planarConfiguration: 0,
  ...changes,
});

const flat = (colour: readonly [number, number, number], chromaSubsampling = '4:4:4') =>
  sharp({
    create: { width: 16, height: 16, channels: 3, background: { r: colour[0], g: colour[1], b: colour[2] } },
  })
    .jpeg({ quality: 100, chromaSubsampling })
    .toBuffer();

test('uncompressed pixels come out as they are, interleaved or a plane a colour', async () => {
  const interleaved = await decodeFrame(frame(Uint8Array.of(1, 2, 3, 4, 5, 6)));
  expect([...interleaved.values]).toEqual([1, 2, 3, 4, 5, 6]);
  const planar = await decodeFrame(frame(Uint8Array.of(1, 4, 2, 5, 3, 6), { planarConfiguration: 1 }));
  expect([...planar.values]).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a padding byte is left off, a cut tile is refused with both counts', async () => {
  expect((await decodeFrame(frame(Uint8Array.of(1, 2, 3, 4, 5, 6, 0)))).values).toHaveLength(6);
  await expect(decodeFrame(frame(Uint8Array.of(1, 2, 3)))).rejects.toMatchObject({
    code: 'TRUNCATED',
    message: expect.stringContaining('3 of 6 bytes') as string,
  });
});

test('a JPEG tile gives its colour back within two levels', async () => {
  const tile = { width: 16, height: 16, transferSyntax: JPEG, photometricInterpretation: 'YBR_FULL_422' };
  const { values } = await decodeFrame(frame(await flat([120, 60, 200]), tile));
  [120, 60, 200].forEach((value, channel) => {
    expect(Math.abs((values[channel] ?? 0) - value)).toBeLessThanOrEqual(2);
  });
});

test('a JPEG without colour markers is taken for RGB when DICOM says so', async () => {
  const jfif = await flat([120, 60, 200]);
  const hasApp0 = jfif[3] === 0xe0;
  const withoutApp0 = hasApp0
    ? Buffer.concat([jfif.subarray(0, 2), jfif.subarray(4 + jfif.readUInt16BE(4))])
    : jfif;
  const tile = { width: 16, height: 16, transferSyntax: JPEG };
  const asRgb = await decodeFrame(frame(withoutApp0, { ...tile, photometricInterpretation: 'RGB' }));
  const asYbr = await decodeFrame(frame(withoutApp0, { ...tile, photometricInterpretation: 'YBR_FULL' }));
  expect(Math.abs((asYbr.values[0] ?? 0) - 120)).toBeLessThanOrEqual(2);
  // The stored luma of (120, 60, 200): 0.299 * 120 + 0.587 * 60 + 0.114 * 200 = 94.
  expect(Math.abs((asRgb.values[0] ?? 0) - 94)).toBeLessThanOrEqual(2);
});

test('a tile that is no JPEG is refused, so that it counts as unreadable', async () => {
  const broken = frame(new Uint8Array(40), { transferSyntax: JPEG });
  await expect(decodeFrame(broken)).rejects.toMatchObject({ code: 'TRUNCATED', kind: 'rejected' });
});

test('other compressions are refused by name', async () => {
  const highThroughput = frame(new Uint8Array(8), { transferSyntax: '1.2.840.10008.1.2.4.201' });
  await expect(decodeFrame(highThroughput)).rejects.toMatchObject({
    code: 'UNSUPPORTED_TRANSFER_SYNTAX',
    message: expect.stringContaining('High-Throughput JPEG 2000 Lossless') as string,
  });
});

describe('uncompressed colours', () => {
  const rgb = async (bytes: readonly number[], changes: Partial<EncodedFrame>) => [
    ...(await decodeFrame(frame(Uint8Array.from(bytes), changes))).values,
  ];

  test('grey stands in all three channels, MONOCHROME1 upside down', async () => {
    const grey = { samplesPerPixel: 1, photometricInterpretation: 'MONOCHROME2' };
    await expect(rgb([7, 250], grey)).resolves.toEqual([7, 7, 7, 250, 250, 250]);
    await expect(rgb([7, 250], { ...grey, photometricInterpretation: 'MONOCHROME1' })).resolves.toEqual([
      248, 248, 248, 5, 5, 5,
    ]);
  });

  test('YBR_FULL becomes RGB: grey stays grey, Cr 228 adds 140 to red and takes 71 from green', async () => {
    const ybr = { photometricInterpretation: 'YBR_FULL' };
    await expect(rgb([90, 128, 128, 90, 128, 228], ybr)).resolves.toEqual([90, 90, 90, 230, 19, 90]);
  });

  test('in YBR_FULL_422 two pixels share their colour', async () => {
    const ybr = { photometricInterpretation: 'YBR_FULL_422' };
    await expect(rgb([90, 100, 128, 228], ybr)).resolves.toEqual([230, 19, 90, 240, 29, 100]);
  });

  test('a palette is refused', async () => {
    const palette = { samplesPerPixel: 1, photometricInterpretation: 'PALETTE COLOR' };
    await expect(rgb([1, 2], palette)).rejects.toMatchObject({
      code: 'UNSUPPORTED_TRANSFER_SYNTAX',
      message: expect.stringContaining('PALETTE COLOR') as string,
    });
  });
});

describe('plain images', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'timescope-'))));
  afterAll(() => rm(folder, { recursive: true }));

  test('PNG pixels come back exactly', async () => {
    const rgb = { width: 2, height: 1, values: Uint8Array.of(1, 2, 3, 250, 251, 252) };
    const file = path.join(folder, 'exact.png');
    await writeFile(file, await pngOf(rgb));
    const read = await readPlainImage(file);
    expect([read.width, read.height, [...read.values]]).toEqual([2, 1, [...rgb.values]]);
  });

  test('transparent parts are white', async () => {
    const file = path.join(folder, 'clear.png');
    await sharp(Buffer.from([9, 9, 9, 0]), { raw: { width: 1, height: 1, channels: 4 } })
      .png()
      .toFile(file);
    expect([...(await readPlainImage(file)).values]).toEqual([255, 255, 255]);
  });

  test('a text file is refused in one sentence', async () => {
    const file = path.join(folder, 'note.png');
    await writeFile(file, 'no image');
    await expect(readPlainImage(file)).rejects.toMatchObject({ code: 'NOT_AN_IMAGE' });
  });
});
