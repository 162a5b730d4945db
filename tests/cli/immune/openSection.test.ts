import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openSection, pixelSizes } from '../../../packages/cli/src/immune/openSection';
import { requireOtherFolder } from '../../../packages/cli/src/immune/requireOtherFolder';

let folder: string;
const at = (name: string) => ({ location: path.join(folder, name) });
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-sections-'));
  await mkdir(path.join(folder, 'dicom'));
  await writeFile(path.join(folder, 'cd8.png'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the pixel size is that of the plain images; without any, of all slides', async () => {
  const slides = [at('dicom'), at('cd8.png'), at('he.dcm')];
  await expect(pixelSizes(slides, 0.5)).resolves.toEqual([undefined, 0.5, undefined]);
  await expect(pixelSizes([at('dicom'), at('he.dcm')], 0.5)).resolves.toEqual([0.5, 0.5]);
});

test('a slide that cannot be opened is named', async () => {
  await expect(openSection({ name: 'he', ...at('cd8.png') }, undefined)).rejects.toThrow(
    /^H&E slide .*cd8\.png: A plain image does not say how large its pixels are\.$/,
  );
});

test('an image in a folder that the run writes into is refused, as a folder of DICOM files is', () => {
  const required = (location: string) => () => {
    requireOtherFolder('result', [{ location }]);
  };
  expect(required('result/cd3/level.png')).toThrow('--out result would write into the folder of the slide');
  expect(required('result/cd3')).toThrow('--out result would write into the folder of the slide');
  expect(required('result/level.png')).not.toThrow();
});
