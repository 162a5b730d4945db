import { plainImageSource } from '@timescope/core/plainPyramid';
import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { drawnObjects } from '../../../packages/cli/src/patches/drawnObjects';
import { exportPatches } from '../../../packages/cli/src/patches/exportPatches';
import type { PatchKindName } from '../../../packages/cli/src/patches/patchKinds';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-patches-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Box = readonly [left: number, upper: number, right: number, lower: number];

const ringOf = ([left, upper, right, lower]: Box) => [
  [left, upper],
  [right, upper],
  [right, lower],
  [left, lower],
  [left, upper],
];

/** An area as QuPath writes it. @param holes in it */
const area = (name: string | undefined, box: Box, ...holes: Box[]) => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates: [box, ...holes].map(ringOf) },
  properties: { objectType: 'annotation', ...(name !== undefined && { classification: { name } }) },
});

/** A cell as QuPath and `timescope score` write it: the nucleus lies beside the geometry. */
const cell = (nucleus: Box, name = 'Negative') => ({
  ...area(name, [nucleus[0] - 5, nucleus[1] - 5, nucleus[2] + 5, nucleus[3] + 5]),
  nucleusGeometry: { type: 'Polygon', coordinates: [ringOf(nucleus)] },
  properties: { objectType: 'cell', classification: { name } },
});

/** Glass with a grey dot at each place whose coordinates add up to a multiple of 7, so that a shift by a pixel shows. */
function picture(width: number, height: number): RgbRaster {
  const rgb = newRgbRaster(width, height, 240);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if ((x + 3 * y) % 7 === 0) rgb.values.fill(100, 3 * (y * width + x), 3 * (y * width + x) + 3);
  return rgb;
}

interface Asked {
  readonly kind: PatchKindName;
  readonly mpp: number;
  readonly digest?: string;
}

const exported = (rgb: RgbRaster, { kind, mpp, digest = 'sha256:0123456789' }: Asked, features: unknown[]) =>
  exportPatches(
    { source: plainImageSource(rgb, micrometresPerPixel(mpp)), digest },
    drawnObjects({ type: 'FeatureCollection', features }),
    { kind, out: folder },
    () => undefined,
  );

const filesIn = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.png')).sort();

/** The first channel of a file, and all of it. */
async function read(name: string) {
  const { data, info } = await sharp(path.join(folder, name))
    .toColourspace(name.startsWith('labels') ? 'grey16' : 'srgb')
    .raw({ depth: name.startsWith('labels') ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const values = name.startsWith('labels')
    ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
    : Uint8Array.from(data);
  const { channels, width, height } = info;
  const first = values.filter((_, at) => at % channels === 0);
  return {
    ...{ channels, width, height, values },
    at: (x: number, y: number) => first[y * width + x],
    counts: Object.fromEntries(
      [...new Set(first)].map(value => [value, first.filter(each => each === value).length]),
    ),
  };
}

test('areas become masks that can be counted by hand: a hole, an island, what is left out, and the edge of the slide', async () => {
  const rgb = picture(700, 600);
  const done = await exported(rgb, { kind: 'tissue', mpp: 0.46 }, [
    area('Stroma', [200, 200, 250, 250]),
    area('Tumor', [0, 0, 400, 400], [100, 100, 150, 150]),
    area('Ignore*', [300, 300, 310, 310]),
    area('Fat', [650, 0, 900, 100]),
    area('Smooth muscle', [0, 420, 20, 430]),
    area('Region*', [0, 0, 10, 10]),
  ]);
  const [tumour, stroma, muscle] = [400 * 400 - 2 * 2500 - 100, 2500, 200];
  const first = await read('masks/01234567-0-0.png');
  expect(first).toMatchObject({ width: 512, height: 512 });
  expect(first.counts).toEqual({
    0: tumour,
    1: stroma,
    3: muscle,
    255: 512 * 512 - tumour - stroma - muscle,
  });
  expect([first.at(399, 399), first.at(400, 399), first.at(99, 99), first.at(100, 100)]).toEqual([
    0, 255, 0, 255,
  ]);
  expect([first.at(200, 249), first.at(249, 250), first.at(305, 305), first.at(19, 429)]).toEqual([
    1, 0, 255, 3,
  ]);
  const second = await read('masks/01234567-512-0.png');
  expect(second.counts).toEqual({ 2: 50 * 100, 255: 512 * 512 - 50 * 100 });
  expect([second.at(650 - 512, 99), second.at(699 - 512, 0), second.at(700 - 512, 0)]).toEqual([2, 2, 255]);
  expect(done).toMatchObject({
    patches: 2,
    leftOut: 0,
    counts: { tumour, stroma, background: 5000, other: muscle },
  });
  expect(await filesIn()).toHaveLength(4);
});

test('a patch shows the very pixels that its mask is of, and says what its glass reads', async () => {
  const rgb = picture(700, 600);
  await exported(rgb, { kind: 'tissue', mpp: 0.46 }, [area('Tumor', [600, 100, 690, 190])]);
  const image = await read('images/01234567-512-0.png');
  for (const [x, y] of [
    [0, 0],
    [100, 3],
    [150, 400],
    [187, 511],
  ] as const)
    expect(image.at(x, y)).toBe(rgb.values[3 * (y * 700 + 512 + x)]);
  const whites = JSON.parse(await readFile(path.join(folder, 'white.json'), 'utf8')) as object;
  expect(whites).toEqual({ '01234567-512-0': [240, 240, 240] });
});

test('areas are in pixels of the full resolution whatever the spacing of the patches', async () => {
  await exported(picture(1024, 1024), { kind: 'tissue', mpp: 0.23 }, [area('Tumor', [100, 200, 300, 400])]);
  const mask = await read('masks/01234567-0-0.png');
  expect(mask.counts).toEqual({ 0: 100 * 100, 255: 512 * 512 - 100 * 100 });
  expect([mask.at(50, 100), mask.at(149, 199), mask.at(49, 100)]).toEqual([0, 0, 255]);
});

test('nuclei of patches are known inside a region alone', async () => {
  await exported(picture(600, 600), { kind: 'tissue', mpp: 0.46 }, [
    area('Tumor', [0, 0, 500, 500]),
    area(undefined, [100, 100, 200, 200]),
    cell([110, 110, 120, 120]),
    cell([300, 300, 310, 310]),
  ]);
  const { channels, values } = await read('nuclei/01234567-0-0.png');
  const pixel = (x: number, y: number) => [...values.subarray(4 * (512 * y + x), 4 * (512 * y + x) + 4)];
  expect(channels).toBe(4);
  expect(pixel(115, 115)).toEqual([1, 0, 0, 255]);
  expect(pixel(150, 150)).toEqual([0, 0, 0, 255]);
  expect(pixel(305, 305)).toEqual([0, 0, 0, 0]);
});

test('tiles lie wholly inside one class, side by side, none of them twice', async () => {
  const done = await exported(picture(1200, 1000), { kind: 'tiles', mpp: 0.5 }, [
    area('Stroma', [10, 10, 10 + 2 * 224, 10 + 224]),
    area('Stroma', [10, 10, 300, 300]),
    area('Tumor', [500, 10, 723, 400]),
    area('TUM', [10, 500, 234, 724]),
    area('Lymphocytes', [500, 500, 900, 900]),
    area('Mucus', [690, 500, 700, 900]),
    area('Other', [760, 10, 1100, 400]),
  ]);
  expect(done).toMatchObject({ patches: 3, counts: { STR: 2, TUM: 1 } });
  expect(await filesIn()).toEqual([
    'STR/01234567-10-10.png',
    'STR/01234567-234-10.png',
    'TUM/01234567-10-500.png',
  ]);
  expect(await read('TUM/01234567-10-500.png')).toMatchObject({ width: 224, height: 224, channels: 3 });
});

test('pictures of nuclei fill a region; each nucleus has a number, those that a reader left out have none', async () => {
  const done = await exported(picture(600, 400), { kind: 'nuclei', mpp: 0.5 }, [
    area('Region*', [50, 50, 350, 250]),
    cell([60, 60, 80, 70]),
    cell([80, 60, 90, 70], 'Tumor: 2+'),
    cell([100, 100, 110, 110], 'Ignore*'),
    { ...area('Tumor', [120, 60, 125, 65]), properties: { objectType: 'detection' } },
    area('Nucleus', [250, 240, 260, 260]),
    cell([400, 300, 410, 310]),
  ]);
  expect(await filesIn()).toEqual(
    ['images', 'labels'].flatMap(part => [`${part}/01234567-200-50.png`, `${part}/01234567-50-50.png`]),
  );
  const left = await read('labels/01234567-50-50.png');
  expect(left).toMatchObject({ width: 150, height: 200 });
  expect(left.counts).toEqual({ 0: 150 * 200 - 325, 1: 200, 2: 100, 3: 25 });
  expect([left.at(29, 10), left.at(30, 10), left.at(40, 10)]).toEqual([1, 2, 0]);
  const right = await read('labels/01234567-200-50.png');
  expect(Object.values(right.counts).sort((a, b) => a - b)).toEqual([100, 150 * 200 - 100]);
  expect(done).toMatchObject({ patches: 2, counts: { nuclei: 4 } });
});

test('in a region that is no rectangle only squares that lie wholly inside are taken, and none in what is left out', async () => {
  const triangle = [
    [
      [0, 0],
      [512, 0],
      [0, 512],
      [0, 0],
    ],
  ];
  const region = { ...area('Region*', [0, 0, 1, 1]), geometry: { type: 'Polygon', coordinates: triangle } };
  await exported(picture(600, 600), { kind: 'nuclei', mpp: 0.5 }, [
    region,
    area('Ignore*', [10, 10, 20, 20]),
    cell([140, 140, 150, 150]),
  ]);
  const places = (await filesIn())
    .filter(name => name.startsWith('labels'))
    .map(name => (/-(\d+)-(\d+)\.png/.exec(name) ?? []).slice(1).map(Number));
  expect(places.length).toBeGreaterThan(5);
  expect(places).not.toContainEqual([0, 0]);
  for (const [x = NaN, y = NaN] of places) {
    const { width, height } = await read(`labels/01234567-${x}-${y}.png`);
    // The last pixel's centre.
    expect(x + width - 0.5 + y + height - 0.5).toBeLessThanOrEqual(512);
  }
});

test('a second export of a slide takes the place of the first; another slide comes beside it', async () => {
  const rgb = picture(1200, 600);
  const both = [area('Tumor', [0, 0, 300, 300]), area('Stroma', [600, 0, 900, 300])];
  await exported(rgb, { kind: 'tissue', mpp: 0.46 }, both);
  await exported(rgb, { kind: 'tissue', mpp: 0.46 }, both.slice(1));
  await exported(rgb, { kind: 'tissue', mpp: 0.46, digest: 'sha256:fedcba98' }, both.slice(0, 1));
  expect(await filesIn()).toEqual(
    ['images', 'masks'].flatMap(part => [`${part}/01234567-512-0.png`, `${part}/fedcba98-0-0.png`]),
  );
});

test('a class that a slide no longer has leaves no empty folder', async () => {
  const rgb = picture(600, 300);
  await exported(rgb, { kind: 'tiles', mpp: 0.5 }, [area('Tumor', [0, 0, 224, 224])]);
  await exported(rgb, { kind: 'tiles', mpp: 0.5 }, [area('Stroma', [0, 0, 224, 224])]);
  expect(await readdir(folder)).toEqual(['STR']);
});

describe('what cannot be exported is refused in a sentence', () => {
  const refused = (kind: PatchKindName, ...features: unknown[]) =>
    exported(picture(600, 300), { kind, mpp: 0.5 }, features);

  test.each([
    ['tissue', [area('Tumor', [5000, 0, 6000, 1000])], 'areas of the classes Tumor, Stroma'],
    ['tiles', [area('Tumor', [0, 0, 200, 200])], 'hold a whole tile'],
    ['nuclei', [area('Region', [0, 0, 200, 200])], 'outlined nuclei'],
    ['nuclei', [cell([20, 20, 30, 30])], 'around them a Region'],
  ] as const)('%s from something else', async (kind, features, expected) => {
    await expect(refused(kind, ...features)).rejects.toThrow(
      new RegExp(`Nothing that is drawn on this slide of 600 x 300 px gives patches of ${kind}.*${expected}`),
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test('a class that is not known, by its name', () => {
    expect(() => drawnObjects([area('Tumour bed', [0, 0, 9, 9])])).toThrow('the class "Tumour bed"');
  });

  test('a folder that holds patches of another kind', async () => {
    await refused('tissue', area('Tumor', [0, 0, 200, 200]));
    await expect(refused('nuclei', area('Region', [0, 0, 200, 200]), cell([20, 20, 30, 30]))).rejects.toThrow(
      'holds patches of another kind (masks)',
    );
    expect(await filesIn()).toHaveLength(2);
  });
});
