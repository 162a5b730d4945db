import { jest } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decimalMillimetres, plainImageSource, pyramidOf } from '@timescope/core/plainPyramid';
import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { sha256Hex } from '@timescope/core/sha256';
import { micrometresPerPixel } from '@timescope/core/units';
import { random } from '@timescope/synthetic/random';
import sharp from 'sharp';
import { dicomize } from '../../packages/cli/src/commands/dicomize';
import { openSlide } from '../../packages/cli/src/slideInput';
import { repository } from '../harness/commandLine';
import { printedBy } from '../harness/printedBy';

jest.setTimeout(60_000);

const MPP = 0.2271;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-dicomize-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Odd sizes, two levels, no two tiles alike. */
function noisyImage(): RgbRaster {
  const dice = random(1);
  const image = newRgbRaster(1301, 517);
  image.values.forEach((_, index) => (image.values[index] = dice.below(256)));
  return image;
}

async function saved(image: RgbRaster, name: string): Promise<string> {
  const file = path.join(folder, name);
  await sharp(image.values, { raw: { width: image.width, height: image.height, channels: 3 } }).toFile(file);
  return file;
}

async function dicomized(image: string, ...options: string[]): Promise<readonly string[]> {
  const out = path.join(folder, 'out');
  const { text } = await printedBy(
    dicomize,
    ...[image, '--mpp', String(MPP), '--out', out, '--json', ...options],
  );
  return (JSON.parse(text) as { files: string[] }).files;
}

interface Read {
  readonly sha256: string;
  readonly spacingMm: readonly number[];
  readonly patient: string;
  readonly stains: readonly string[];
  readonly illumination: string;
  readonly lossy: string;
}

const readByPydicom = (files: readonly string[]): readonly Read[] =>
  JSON.parse(
    execFileSync('/usr/bin/python3', [path.join(import.meta.dirname, '../oracles/read_slide.py'), ...files], {
      encoding: 'utf8',
    }),
  ) as Read[];

/** What the validator of dicom3tools finds. */
const faults = (file: string): string[] =>
  spawnSync('dciodvfy', ['-new', file], { encoding: 'utf8' })
    .stderr.split('\n')
    .filter(line => /^(Error|Warning)/.test(line));

test('every tile of every level has the pixels and the spacing of the plain image', async () => {
  const image = noisyImage();
  await dicomized(await saved(image, 'plain.png'));
  const plain = plainImageSource(image, micrometresPerPixel(MPP));
  const slide = await openSlide(path.join(folder, 'out'), undefined);
  expect(slide.source.levels.map(({ width, height, mpp }) => ({ width, height, mpp }))).toEqual(
    plain.levels.map(({ width, height, mpp }) => ({ width, height, mpp })),
  );
  for (const [index, level] of plain.levels.entries())
    for (let row = 0; row * level.tileHeight < level.height; row++)
      for (let column = 0; column * level.tileWidth < level.width; column++) {
        const [ours, theirs] = await Promise.all(
          [slide.source, plain].map(source => source.readTile(index, column, row)),
        );
        expect(sha256Hex(ours?.values ?? '')).toBe(sha256Hex(theirs?.values ?? 'none'));
      }
  await slide.close();
});

test('pydicom reads the same pixels, and the validator finds no fault', async () => {
  const image = noisyImage();
  const dataset = path.join(folder, 'dataset.json');
  await writeFile(
    dataset,
    JSON.stringify({
      patient: { name: 'SYNTHETIC^ONE', id: 'S-1' },
      specimen: { stains: [['12710003', 'SCT', 'Hematoxylin stain'], 'Ki-67, DAB'] },
    }),
  );
  const files = await dicomized(await saved(image, 'plain.png'), '--dataset', dataset);
  const read = readByPydicom(files);
  expect(read.map(level => level.sha256)).toEqual(
    pyramidOf(image, MPP).map(level => sha256Hex(level.values)),
  );
  expect(read[1]?.spacingMm[0]).toBe(Number(decimalMillimetres(MPP, 1)));
  expect(read[0]).toMatchObject({
    patient: 'SYNTHETIC^ONE',
    stains: ['Hematoxylin stain', 'Ki-67, DAB'],
    illumination: 'Brightfield illumination',
    lossy: '00',
  });
  expect(files.flatMap(faults)).toEqual([]);
});

test('with --jpeg the files are small, say that they are lossy and have no fault', async () => {
  const image = noisyImage();
  image.values.fill(200, 0, 700 * 1301);
  const files = await dicomized(await saved(image, 'plain.png'), '--jpeg', '80');
  expect(readByPydicom(files).map(level => level.lossy)).toEqual(files.map(() => '01'));
  expect(files.flatMap(faults)).toEqual([]);
});

test('an image that came as JPEG says that it is lossy although its pixels are kept', async () => {
  const files = await dicomized(await saved(noisyImage(), 'plain.jpg'));
  expect(readByPydicom(files)[0]?.lossy).toBe('01');
  expect(files.flatMap(faults)).toEqual([]);
});

test('the same image gives the same files, another image other identifiers', async () => {
  const image = noisyImage();
  const digestOf = async (file: string | undefined) => sha256Hex(new Uint8Array(await readFile(file ?? '')));
  const plain = await saved(image, 'plain.png');
  const first = await digestOf((await dicomized(plain))[0]);
  expect(await digestOf((await dicomized(plain))[0])).toBe(first);
  image.values[0] = 255 - (image.values[0] ?? 0);
  expect(await digestOf((await dicomized(await saved(image, 'other.png')))[0])).not.toBe(first);
});

test.each([
  [
    'a key that is not known',
    { patient: { nmae: 'X' } },
    '"patient.nmae" that is not known; known here: name, id,',
  ],
  ['a group that is not known', { pateint: {} }, '"pateint" that is not known; known here: patient, study,'],
  [
    'a code that is no code',
    { specimen: { anatomy: 'colon' } },
    '"specimen.anatomy" in the dataset must be a code',
  ],
])('%s in the dataset is refused in one sentence', async (_, dataset, sentence) => {
  const file = path.join(folder, 'dataset.json');
  await writeFile(file, JSON.stringify(dataset));
  const image = await saved(newRgbRaster(4, 4), 'plain.png');
  await expect(dicomized(image, '--dataset', file)).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining(sentence) as string,
  });
});

test('the command ends with exit code 2, one sentence on stderr and no files for such a dataset', async () => {
  const [image, dataset] = [await saved(newRgbRaster(4, 4), 'plain.png'), path.join(folder, 'dataset.json')];
  await writeFile(dataset, '{"specimen":{"stain":"Ki-67"}}');
  const out = path.join(folder, 'out');
  const command = path.join(repository, 'packages/cli/bin/timescope.js');
  const ended = spawnSync(
    process.execPath,
    [command, 'dicomize', image, '--mpp', '0.5', '--out', out, '--dataset', dataset],
    { encoding: 'utf8' },
  );
  expect(ended.status).toBe(2);
  expect(ended.stderr).toBe(
    'timescope: The dataset has a key "specimen.stain" that is not known; ' +
      'known here: identifier, uid, anatomy, stains. Correct the dataset file.\n',
  );
  expect(existsSync(out)).toBe(false);
});

test.each([
  [[], 'One image was expected'],
  [['a.png', '--out', 'x'], 'pixel size'],
  [['a.png', '--mpp', '0.5'], '--out DIR'],
  [['a.png', '--mpp', '0.5', '--out', 'x', '--jpeg', '101'], 'from 1 to 100'],
])('the call %j is refused as wrong usage', async (argv, sentence) => {
  await expect(dicomize.run(argv)).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining(sentence) as string,
  });
});
