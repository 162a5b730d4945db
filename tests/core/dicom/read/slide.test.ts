import { readFile } from 'node:fs/promises';
import type { DicomJson } from '@timescope/core/dicom/json';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { readSlide } from '@timescope/core/dicom/read/slide';
import { slidePixelSource } from '@timescope/core/dicom/read/slidePixelSource';
import { TimescopeError } from '@timescope/core/errors';
import type { EncodedFrame } from '@timescope/core/pixelSource';
import { newRgbRaster } from '@timescope/core/raster';
import { level, of, spacingOf } from '../../../harness/slideMetadata';
import { sharedData, testOnRealData } from '../../../harness/sharedData';

const position = (x: number, y: number): DicomJson => ({
  '0048021A': of('SQ', { '0048021E': of('SL', x), '0048021F': of('SL', y) }),
});

/** The frames that the source asks for, tile by tile in row-major order. */
async function framesAsked(instance: DicomJson): Promise<(number | undefined)[]> {
  const asked: (number | undefined)[] = [];
  const fetch = (_: string, frame: number) => {
    asked.push(frame);
    return Promise.resolve(new Uint8Array(12));
  };
  const source = slidePixelSource(readSlide([instance]), fetch, () => Promise.resolve(newRgbRaster(2, 2)));
  for (const row of [0, 1])
    for (const column of [0, 1, 2]) if (!(await source.readTile(0, column, row))) asked.push(undefined);
  return asked;
}

const refusal = (...instances: DicomJson[]): unknown => {
  try {
    return readSlide(instances);
  } catch (thrown) {
    return thrown instanceof TimescopeError ? thrown.code : thrown;
  }
};

describe('the frame of a tile', () => {
  test('is row x tiles across + column + 1 in a full tiling', async () => {
    await expect(framesAsked(level())).resolves.toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('follows from its position in a sparse tiling, and a tile without one was not scanned', async () => {
    const sparse = level({
      '00209311': of('CS', 'TILED_SPARSE'),
      '00280008': of('IS', 3),
      '52009230': of('SQ', position(5, 3), position(1, 1), position(3, 1)),
    });
    await expect(framesAsked(sparse)).resolves.toEqual([2, 3, undefined, undefined, undefined, 1]);
  });

  test('beside the slide is a mistake of the caller', async () => {
    const source = slidePixelSource(
      readSlide([level()]),
      () => Promise.reject(new Error('not asked')),
      () => Promise.reject(new Error('not asked')),
    );
    await expect(source.readTile(0, 3, 0)).rejects.toThrow(RangeError);
  });
});

test('an uncompressed frame of a wrong length is an error, not a black tile; one padding byte is right', async () => {
  const tileOf = (bytes: number) =>
    slidePixelSource(
      readSlide([level()]),
      () => Promise.resolve(new Uint8Array(bytes)),
      () => Promise.resolve(newRgbRaster(2, 2)),
    ).readTile(0, 0, 0);
  for (const bytes of [11, 14]) await expect(tileOf(bytes)).rejects.toMatchObject({ code: 'TRUNCATED' });
  for (const bytes of [12, 13]) await expect(tileOf(bytes)).resolves.toMatchObject({ width: 2 });
});

test('a call that is aborted while its bytes come decodes nothing', async () => {
  const abort = new AbortController();
  const source = slidePixelSource(
    readSlide([level()]),
    () => {
      abort.abort();
      return Promise.resolve(new Uint8Array(12));
    },
    () => Promise.reject(new Error('decoded')),
  );
  await expect(source.readTile(0, 0, 0, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
});

test('a frame of unknown syntax that begins like a JPEG is decoded as one', async () => {
  const seen: EncodedFrame[] = [];
  const source = slidePixelSource(
    readSlide([level({ '00083002': undefined })]),
    () => Promise.resolve(Uint8Array.of(0xff, 0xd8, 0xff)),
    frame => {
      seen.push(frame);
      return Promise.resolve(newRgbRaster(2, 2));
    },
  );
  await source.readTile(0, 0, 0);
  expect(seen[0]?.transferSyntax).toBe('1.2.840.10008.1.2.4.50');
});

test('spacing is in micrometres, x from the columns and y from the rows', () => {
  expect(readSlide([level()]).levels[0]?.mpp).toEqual({ x: 0.25, y: 0.5 });
});

test('without shared groups the spacing stands in the first frame; a spacing of zero is none', () => {
  const perFrame = level({ '52009229': undefined, '52009230': spacingOf(0.002, 0.001) });
  expect(readSlide([perFrame]).levels[0]?.mpp).toEqual({ x: 1, y: 2 });
  expect(refusal(level({ '52009229': spacingOf(0, 0) }))).toBe('NO_SPACING');
});

test('without functional groups the spacing is the imaged width over the columns', () => {
  const volume = level({
    '52009229': undefined,
    '00480001': of('FL', 0.005),
    '00480002': of('FL', 0.003),
  });
  expect(readSlide([volume]).levels[0]?.mpp.x).toBeCloseTo(1, 9);
  expect(refusal(level({ '52009229': undefined }))).toBe('NO_SPACING');
});

test('levels come finest first; label, overview, thumbnail and copies are passed over', () => {
  const coarse = level({
    '00080018': of('UI', '1.2.4'),
    '00480006': of('UL', 2),
    '00480007': of('UL', 2),
    '00280008': of('IS', 1),
    '52009229': spacingOf(0.00075, 0.000625),
  });
  const asides = ['LABEL', 'OVERVIEW', 'THUMBNAIL'].map((kind, index) =>
    level({
      '00080018': of('UI', `1.2.5.${String(index)}`),
      '00080008': of('CS', 'ORIGINAL', 'PRIMARY', kind, 'NONE'),
    }),
  );
  const { levels } = readSlide([coarse, ...asides, level(), level()]);
  expect(levels.map(found => found.width)).toEqual([5, 2]);
  for (const aside of asides) expect(refusal(aside)).toBe('WRONG_SOP_CLASS');
});

test('High-Throughput JPEG 2000 is refused by name', () => {
  const wavelet = level({ '00083002': of('UI', '1.2.840.10008.1.2.4.201') });
  expect(() => readSlide([wavelet])).toThrow(
    /High-Throughput JPEG 2000 Lossless.*JPEG, JPEG 2000, JPEG-LS, RLE or uncompressed was expected/,
  );
});

test('a level that cannot be read is left out with a warning and the others are used', () => {
  const broken = level({ '00080018': of('UI', '1.2.4'), '00280008': of('IS', 5) });
  const slide = readSlide([broken, level()]);
  expect(slide.levels).toHaveLength(1);
  expect(slide.warnings).toContain('A level was left out: Level has 5 frames where its size asks for 6.');
  expect(refusal(broken)).toBe('GEOMETRY');
});

test.each([
  ['16 bits', { '00280100': of('US', 16) }, 'NOT_AN_IMAGE'],
  ['no columns', { '00280011': of('US', 0) }, 'NOT_AN_IMAGE'],
  ['tiles of 60000 x 60000', { '00280010': of('US', 60000), '00280011': of('US', 60000) }, 'NOT_AN_IMAGE'],
  [
    'the second part of a concatenation alone',
    { '00209161': of('UI', '1.9'), '00209162': of('US', 2) },
    'GEOMETRY',
  ],
  ['a palette', { '00280004': of('CS', 'PALETTE COLOR'), '00280002': of('US', 1) }, 'NOT_AN_IMAGE'],
  ['a pixel three times as wide as high', { '52009229': spacingOf(0.0001, 0.0003) }, 'GEOMETRY'],
  [
    'a matrix of 4e9 x 4e9 pixels in tiles of 2 x 2',
    { '00480006': of('UL', 4e9), '00480007': of('UL', 4e9) },
    'NOT_AN_IMAGE',
  ],
  ['another kind of object', { '00080016': of('UI', '1.2.840.10008.5.1.4.1.1.2') }, 'WRONG_SOP_CLASS'],
])('%s is refused', (_, changes, code) => {
  expect(refusal(level(changes))).toBe(code);
});

const slideFile = async (file: string) => {
  const { dataset, meta } = readPart10(new Uint8Array(await readFile(sharedData(file))));
  return readSlide([{ ...dataset, '00083002': of('UI', meta.transferSyntax) }]);
};

testOnRealData(
  'an uncompressed slide of 50 x 50 pixels with its place on the glass and its stains',
  async () => {
    const slide = await slideFile('dicom-wsi-highdicom/test_files/sm_image.dcm');
    expect(slide.levels[0]).toMatchObject({
      width: 50,
      height: 50,
      tileWidth: 10,
      photometricInterpretation: 'RGB',
    });
    expect(slide.levels[0]?.mpp.x).toBeCloseTo(0.499, 9);
    expect(slide.placement).toMatchObject({
      originMm: { x: 23.449873, y: 25.691574 },
      orientation: [0, -1, 0, -1, 0, 0],
    });
    expect(slide.specimens[0]?.stains).toEqual(['Hematoxylin stain', 'Water soluble eosin stain']);
    expect(slide.warnings).toEqual([]);
  },
);

testOnRealData('a JPEG slide of 1152 x 700 pixels in 15 tiles of 256', async () => {
  for (const file of [
    'dicom-wsi-ez/testdata/multiframe_camelyon_challenge_image.dcm',
    'dicom-wsi-google-medimg/dicom_proxy/testdata/multi_frame_jpeg_camelyon_challenge_image.dcm',
  ]) {
    const slide = await slideFile(file);
    expect(slide.levels[0]).toMatchObject({
      width: 1152,
      height: 700,
      tileWidth: 256,
      frames: { kind: 'full' },
    });
    expect(slide.levels[0]?.transferSyntax).toBe('1.2.840.10008.1.2.4.50');
  }
});

testOnRealData('a label is refused with its reason', async () => {
  await expect(
    slideFile('dicom-wsi-ez/test_utils/dicom_store_mock/testdata/test_wsi.dcm'),
  ).rejects.toMatchObject({ code: 'WRONG_SOP_CLASS' });
});
