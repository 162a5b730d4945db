import { jest } from '@jest/globals';
import type { PredictionResult } from '@timescope/core/result/predictionResult';
import { sha256Hex } from '@timescope/core/sha256';
import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCtObjects } from '@timescope/extension-ct-radiomics/evidence/readCtObjects';
import { predict } from '../../packages/cli/src/commands/predict';
import { repository } from '../harness/commandLine';
import { printedBy } from '../harness/printedBy';
import { sharedData, testOnRealData } from '../harness/sharedData';

// The engine and real volumes take seconds on a busy machine.
jest.setTimeout(60_000);

const ct = () => sharedData('ct-sarcoma-sts/nifti/STS_001/CT_image.nii.gz');
const roi = () => sharedData('ct-sarcoma-sts/nifti/STS_001/CT_mask.nii.gz');

/** One network of the four: each takes seconds. */
const models = await mkdtemp(path.join(tmpdir(), 'predict-test-'));
await symlink(path.join(repository, 'models/densenet121-tils'), path.join(models, 'tils'));

/** What the command prints. */
const printed = async (...argv: string[]) => (await printedBy(predict, ...argv, '--models', models)).text;

/** One map for each network that ran. */
const mapNames = ({ targets }: PredictionResult) => Object.keys(targets).map(target => `gradcam-${target}`);

testOnRealData('a real CT gives slice, area, probability and a Grad-CAM file', async () => {
  const out = await mkdtemp(path.join(tmpdir(), 'predict-test-'));
  const result = JSON.parse(await printed(ct(), '--roi', roi(), '--out', out, '--json')) as PredictionResult;
  expect(result.slice.index).toBe(28);
  expect(result.slice.areaMm2).toBeCloseTo(5588.526, 2);
  const { tils } = result.targets;
  expect(tils?.probability).toBeGreaterThan(0);
  expect(tils?.probability).toBeLessThan(1);
  expect(existsSync(tils?.gradcam ?? '')).toBe(true);
  const pictures = mapNames(result).map(name => `${name}.png`);
  expect(readdirSync(out).toSorted()).toEqual(['crop.png', 'result.json', ...pictures].toSorted());
  const stored = JSON.parse(await readFile(path.join(out, 'result.json'), 'utf8')) as PredictionResult;
  expect(stored.targets.tils?.gradcam).toBe('gradcam-tils.png');
  expect(stored.hash).toBe(result.hash);
});

testOnRealData('the DICOM series and its NIfTI file give the same probability to the last bit', async () => {
  const series = sharedData('ct-sarcoma-sts/dicom/STS_001');
  const said = async (input: string) =>
    JSON.parse(await printed(input, '--roi', roi(), '--json')) as PredictionResult;
  const [dicom, file] = [await said(series), await said(ct())];
  expect(dicom.targets.tils?.probability).toBe(file.targets.tils?.probability);
  expect(dicom.slice.sopInstanceUid).toMatch(/^[0-9.]+$/);
});

testOnRealData('the table for people names the research use and the demonstration weights', async () => {
  const table = await printed(ct(), '--roi', roi());
  expect(table).toContain('For Research Use Only');
  expect(table).toContain('Demonstration weights, no clinical meaning.');
  expect(table).toContain('Slice 28 (largest area)');
  expect(table).toMatch(/^TILs: threshold by [^\n]+; AUC 0\.\d{3} on \d+ held-out/m);
});

testOnRealData(
  'a slice that the reader names is told from the largest one, in the table and in the file',
  async () => {
    const out = await mkdtemp(path.join(tmpdir(), 'predict-test-'));
    const table = await printed(ct(), '--roi', roi(), '--slice', '27', '--out', out);
    expect(table).toContain('Slice 27 (reader)');
    const stored = JSON.parse(await readFile(path.join(out, 'result.json'), 'utf8')) as PredictionResult;
    expect(stored.slice).toMatchObject({ index: 27, chosenBy: 'reader' });
  },
);

test('wrong calls are usage errors in one sentence', async () => {
  await expect(printed('ct.nii')).rejects.toMatchObject({ code: 'USAGE' });
  await expect(printed('ct.nii', '--roi', 'a', '--window', 'wide')).rejects.toMatchObject({ code: 'USAGE' });
  await expect(printed('ct.nii', '--roi', 'a', '--slice', '-1')).rejects.toBeDefined();
  await expect(printed('nowhere.nii', '--roi', 'a')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('--out may not be the folder of the CT, nor lie in it, nor reach it by a link', async () => {
  const place = await mkdtemp(path.join(tmpdir(), 'predict-test-'));
  const folder = path.join(place, 'ct');
  await mkdir(path.join(folder, 'image'), { recursive: true });
  await symlink(folder, path.join(place, 'link'));
  const into = (out: string) => printed(folder, '--roi', 'a', '--out', path.join(place, out));
  for (const out of ['ct', 'ct/image', 'ct/new/deeper', 'ct/..new', 'link', 'link/new'])
    await expect(into(out)).rejects.toMatchObject({
      code: 'USAGE',
      message: `--out ${path.join(place, out)} would write into the folder of the CT ${folder}.`,
    });
  // Beside it the run goes on, and finds no CT.
  for (const out of ['ct2', '.', '../elsewhere']) {
    const refused = { code: 'USAGE', message: expect.stringContaining('would write') as string };
    await expect(into(out)).rejects.not.toMatchObject(refused);
  }
  expect(readdirSync(folder)).toEqual(['image']);
});

testOnRealData('--out that cannot be made is refused in one sentence before the networks run', async () => {
  await expect(printed(ct(), '--roi', roi(), '--out', '/proc/nope')).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: expect.stringContaining('/proc/nope cannot be written') as string,
  });
});

testOnRealData('a mask of another patient is refused for its geometry', async () => {
  const other = sharedData('ct-sarcoma-sts/nifti/STS_002/CT_mask.nii.gz');
  await expect(printed(ct(), '--roi', other)).rejects.toMatchObject({ code: 'GEOMETRY' });
});

testOnRealData('a slice that the ROI does not reach is EMPTY_ROI', async () => {
  await expect(printed(ct(), '--roi', roi(), '--slice', '0')).rejects.toMatchObject({ code: 'EMPTY_ROI' });
});

testOnRealData(
  'a DICOM series and its RTSTRUCT give DICOM objects; the stored SEG gives the same result',
  async () => {
    const series = sharedData('ct-sarcoma-sts/dicom/STS_001/CT');
    const out = await mkdtemp(path.join(tmpdir(), 'predict-test-'));
    const said = async (...argv: string[]) =>
      JSON.parse(await printed(path.join(series, 'image'), '--json', ...argv)) as PredictionResult;
    const first = await said('--roi', path.join(series, 'mask/RS.dcm'), '--out', out, '--capture');
    const folder = path.join(out, 'dicom');
    const names = ['crop', ...mapNames(first), 'prediction', 'roi-rtstruct', 'roi-seg']
      .map(name => `${name}.dcm`)
      .toSorted();
    expect(readdirSync(folder).toSorted()).toEqual(names);
    const files = await Promise.all(names.map(name => readFile(path.join(folder, name))));
    const saved = readCtObjects(files);
    expect(saved.outcome.result.hash).toBe(first.hash);
    expect(saved.roi.label).toBe('GTV_Mass_CT');
    const taken = path.join(out, 'taken-out.dcm');
    await copyFile(path.join(folder, 'roi-seg.dcm'), taken);
    const again = await said('--roi', taken, '--segment', '1', '--out', out, '--capture');
    expect(again.hash).toBe(first.hash);
    const contours = await said('--roi', path.join(folder, 'roi-rtstruct.dcm'), '--roi-name', 'GTV_Mass_CT');
    expect(contours.hash).toBe(first.hash);
    // Unchanged, so every byte is kept, the date of the first time too.
    const kept = await Promise.all(names.map(name => readFile(path.join(folder, name))));
    expect(kept.map(bytes => sha256Hex(bytes))).toEqual(files.map(bytes => sha256Hex(bytes)));
  },
);

testOnRealData('a NIfTI file has no study: asking for its objects is refused before any work', async () => {
  const asked = printed(ct(), '--roi', roi(), '--store', 'http://127.0.0.1:9/dicom-web');
  await expect(asked).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining('no DICOM series') as string,
  });
});
