import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SlideDescription } from '@timescope/core/dicom/write/description';
import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { createSlideFiles, type SlidePixels } from '@timescope/runtime/encode/slideFiles';
import { slideFromFiles, wholeLevel } from '../../../harness/slideFiles';

const about: SlideDescription = {
  patient: { name: 'DRAWN^SLIDE', id: 'P-1', birthDate: '19500102', sex: 'O' },
  study: { uid: '2.25.11', date: '20260102', time: '030405', id: 'T-1', description: 'Drawn' },
  series: { uid: '2.25.12', number: 1 },
  specimen: {
    containerIdentifier: 'S-1',
    specimenIdentifier: 'S-1-A',
    specimenUid: '2.25.13',
    anatomy: ['71854001', 'SCT', 'Colon'],
    stains: [['12710003', 'SCT', 'Hematoxylin stain'], 'Ki-67, DAB'],
  },
  opticalPath: { identifier: 'path', description: 'Brightfield', objectivePower: 40 },
  frameOfReferenceUid: '2.25.14',
  acquiredAt: { date: '20260102', time: '030405' },
  originMm: { x: 8, y: 30 },
};

const TILE = 16;
/** Two levels: 30 x 20 pixels in four tiles, 15 x 10 in one. */
const grids = [
  { width: 30, height: 20, tileWidth: TILE, tileHeight: TILE, spacingMm: '0.0002271' },
  { width: 15, height: 10, tileWidth: TILE, tileHeight: TILE, spacingMm: '0.0004542' },
];
const asTheyAre: SlidePixels = { kind: 'uncompressed', lossyRatio: undefined };

/** A tile of one colour. */
const plain = (red: number, green: number, blue: number): RgbRaster => {
  const tile = newRgbRaster(TILE, TILE);
  for (let at = 0; at < tile.values.length; at += 3) tile.values.set([red, green, blue], at);
  return tile;
};
const colours = [
  [250, 10, 20],
  [20, 240, 30],
  [30, 40, 230],
  [200, 210, 50],
] as const;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-slide-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function written(pixels: SlidePixels, tiles: readonly RgbRaster[]): Promise<readonly string[]> {
  const files = await createSlideFiles(folder, about, grids, pixels);
  for (const tile of tiles) await files.addTile(0, tile);
  await files.addTile(1, plain(90, 90, 90));
  return files.finish();
}

interface Read {
  readonly uids: Readonly<Record<'study' | 'series' | 'instance' | 'frameOfReference', string>>;
}

const pydicom = (files: readonly string[]): readonly Read[] =>
  JSON.parse(
    execFileSync(
      '/usr/bin/python3',
      [path.join(import.meta.dirname, '../../../oracles/read_slide.py'), ...files],
      { encoding: 'utf8' },
    ),
  ) as Read[];

const faults = (file: string): string[] =>
  spawnSync('dciodvfy', ['-new', file], { encoding: 'utf8' })
    .stderr.split('\n')
    .filter(line => /^(Error|Warning)/.test(line));

const drawn = colours.map(([red, green, blue]) => plain(red, green, blue));

test('pydicom finds the patient, the glass, the specimen and the optical path as they were described', async () => {
  const read = pydicom(await written(asTheyAre, drawn));
  expect(read[0]).toMatchObject({
    width: 30,
    height: 20,
    spacingMm: [0.0002271, 0.0002271],
    patient: 'DRAWN^SLIDE',
    patientId: 'P-1',
    lossy: '00',
    lossyRatio: null,
    stains: ['Hematoxylin stain', 'Ki-67, DAB'],
    container: 'S-1',
    specimen: { identifier: 'S-1-A', uid: '2.25.13', anatomy: [['71854001', 'SCT', 'Colon']] },
    opticalPath: {
      identifier: 'path',
      description: 'Brightfield',
      objectivePower: 40,
      illuminationType: [['111744', 'DCM', 'Brightfield illumination']],
      iccSignature: 'acsp',
    },
  });
  expect(read[1]).toMatchObject({ width: 15, height: 10, spacingMm: [0.0004542, 0.0004542] });
  expect(read[0]?.uids).toMatchObject({ study: '2.25.11', series: '2.25.12', frameOfReference: '2.25.14' });
});

test('our reader finds the same, and the corner of every level lies at one place', async () => {
  const files = await written(asTheyAre, drawn);
  const { slide } = await slideFromFiles(files);
  expect(slide.levels.map(({ width, height }) => [width, height])).toEqual([[30, 20], [15, 10]]); // prettier-ignore
  expect(slide.placement?.originMm).toEqual({ x: 8, y: 30 });
  const coarse = (await slideFromFiles(files.slice(1))).slide.placement;
  // The centre of a pixel twice as large lies half a small pixel further from the common corner.
  expect(coarse?.originMm.x).toBeCloseTo(8 + 0.0002271 / 2, 7);
  expect(coarse?.originMm.y).toBeCloseTo(30 + 0.0002271 / 2, 7);
  expect(slide.specimens).toEqual([
    { identifier: 'S-1-A', uid: '2.25.13', stains: ['Hematoxylin stain', 'Ki-67, DAB'] },
  ]);
  expect(slide.opticalPaths).toEqual([
    { identifier: 'path', hasIlluminationType: true, hasIccProfile: true },
  ]);
  expect(slide.warnings).toEqual([]);
});

test.each([asTheyAre, { kind: 'jpeg', quality: 90 } as const])(
  'tiles stand where they were added and the validator finds no fault: %j',
  async pixels => {
    const files = await written(pixels, drawn);
    expect(files.flatMap(faults)).toEqual([]);
    const { source } = await slideFromFiles(files);
    const { values } = await wholeLevel(source, 0);
    const corners = [0, 29, 19 * 30, 19 * 30 + 29].map(pixel => values.subarray(3 * pixel, 3 * pixel + 3));
    // JPEG changes a plain colour by some grey levels.
    const tolerance = pixels.kind === 'jpeg' ? 4 : 0;
    corners.forEach((corner, tile) => {
      corner.forEach((value, channel) => {
        expect(Math.abs(value - (colours[tile]?.[channel] ?? 0))).toBeLessThanOrEqual(tolerance);
      });
    });
  },
);

test('JPEG pixels are declared lossy with their ratio, and pixels that once were JPEG stay so', async () => {
  const jpeg = pydicom(await written({ kind: 'jpeg', quality: 90 }, drawn))[0];
  expect(jpeg).toMatchObject({ lossy: '01' });
  expect(jpeg).toHaveProperty('lossyRatio', expect.any(Number));
  const once = pydicom(await written({ kind: 'uncompressed', lossyRatio: 7.5 }, drawn))[0];
  expect(once).toMatchObject({ lossy: '01', lossyRatio: 7.5 });
});

test('instance UIDs follow from the pixels: the same again, and one changed pixel changes its level alone', async () => {
  const instances = async (tiles: readonly RgbRaster[]) =>
    pydicom(await written(asTheyAre, tiles)).map(({ uids }) => uids.instance);
  const first = await instances(drawn);
  expect(await instances(drawn)).toEqual(first);
  const changed = plain(250, 10, 20);
  changed.values[0] = 251;
  const other = await instances([changed, ...drawn.slice(1)]);
  expect(other[0]).not.toBe(first[0]);
  expect(other[1]).toBe(first[1]);
  expect(new Set([...first, ...other]).size).toBe(3);
});
