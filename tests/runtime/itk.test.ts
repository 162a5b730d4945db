import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCt } from '../../packages/cli/src/ctInput';
import { gzipped } from '@timescope/runtime/gzip';
import { readNiftiCt, readNiftiMask } from '@timescope/runtime/itk';
import { largestSlice } from '@timescope/extension-ct-radiomics/pipeline/largestSlice';
import { gridDifference } from '@timescope/core/volume';
import { niftiFile } from '@timescope/core/nifti/niftiFile';
import { handMadeCt, handMadeRoi } from '../harness/handMadeCt';
import { niftiBytes } from '../harness/niftiBytes';
import { sharedData, testOnRealData } from '../harness/sharedData';

// The engine and real volumes take seconds on a busy machine.
jest.setTimeout(60_000);

interface Expected {
  readonly slice: number;
  readonly areaMm2: number;
  readonly zMm: number;
  readonly sumHu: number;
}

const oracleFile = new URL('../oracles/largestSlice.json', import.meta.url).pathname;
const oracle = JSON.parse(readFileSync(oracleFile, 'utf8')) as Record<string, Expected>;

const nifti = (patient: string, file: string) => sharedData(`ct-sarcoma-sts/nifti/${patient}/${file}`);

testOnRealData.each(Object.entries(oracle).slice(0, 3))(
  'nibabel finds the same largest slice, area, height and HU in %s',
  async (patient, expected) => {
    const ct = await readNiftiCt(nifti(patient, 'CT_image.nii.gz'));
    const roi = await readNiftiMask(nifti(patient, 'CT_mask.nii.gz'));
    const slice = largestSlice(ct, roi);
    expect(slice.index).toBe(expected.slice);
    expect(slice.areaMm2).toBeCloseTo(expected.areaMm2, 2);
    expect(ct.slicePositionsMm[slice.index]?.[2]).toBeCloseTo(expected.zMm, 3);
    const [nx, ny] = ct.size;
    const hu = ct.hu.subarray(slice.index * nx * ny, (slice.index + 1) * nx * ny);
    expect(hu.reduce((sum, value) => sum + value, 0)).toBe(expected.sumHu);
  },
);

testOnRealData('the DICOM series of STS_001 and its NIfTI file agree in HU and place', async () => {
  const dicom = await readCt(sharedData('ct-sarcoma-sts/dicom/STS_001'));
  const file = await readNiftiCt(nifti('STS_001', 'CT_image.nii.gz'));
  expect(gridDifference(dicom, file)).toBeUndefined();
  expect(Buffer.from(dicom.hu.buffer).equals(Buffer.from(file.hu.buffer))).toBe(true);
  expect(dicom.warnings.map(warning => warning.code)).toEqual(['OTHER_OBJECTS']);
});

testOnRealData('a liver CT of 41 slices is read as one even stack of 5 mm', async () => {
  const ct = await readCt(sharedData('ct-crlm-seg/ct_images_seg/CRLM-CT-1004/image'));
  expect(ct.size).toEqual([512, 512, 41]);
  expect(ct.evenlySpaced).toBe(true);
  expect(ct.placement.slice[2]).toBeCloseTo(5, 3);
  expect(ct.sliceUids.length).toBe(41);
});

testOnRealData('a file that is no NIfTI, whatever its name, is one clear sentence', async () => {
  await expect(readNiftiCt(oracleFile)).rejects.toMatchObject({ code: 'NOT_AN_IMAGE' });
});

test('a mask is found by its path from the folder that one stands in', async () => {
  const ct = handMadeCt([4, 3, 2]);
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-nifti-'));
  const before = process.cwd();
  await mkdir(path.join(folder, 'truth/ct'), { recursive: true });
  await writeFile(path.join(folder, 'truth/ct/mask.nii'), niftiFile(handMadeRoi(ct, i => i === 1)));
  process.chdir(folder);
  try {
    const read = await readNiftiMask('truth/ct/mask.nii');
    expect(read.values.reduce((sum, value) => sum + value, 0)).toBe(6);
  } finally {
    process.chdir(before);
    await rm(folder, { recursive: true });
  }
});

test('a CT that is written as NIfTI is read with its HU, in its place', async () => {
  const ct = handMadeCt([4, 3, 2]);
  const hu = Int16Array.from(ct.hu, (_, at) => 37 * at - 400);
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-image-'));
  const file = path.join(folder, 'CT_image.nii.gz');
  await writeFile(file, await gzipped(niftiFile({ ...ct, values: hu })));
  const read = await readNiftiCt(file);
  expect(read.hu).toEqual(hu);
  expect(gridDifference(read, ct)).toBeUndefined();
  await rm(folder, { recursive: true });
});

test('a NIfTI file with fractions is read with a warning, one of whole numbers without', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-fractions-'));
  const grid = handMadeCt([2, 2, 1]);
  const files = [
    [0, 0.4, 7, 8.5],
    [0, 1, 7, 8],
  ].map(async (values, at) => {
    const file = path.join(folder, `${String(at)}.nii`);
    await writeFile(file, niftiBytes(grid, Float32Array.from(values)));
    return (await readNiftiCt(file)).warnings;
  });
  const [fractions, whole] = await Promise.all(files);
  expect(fractions).toMatchObject([
    { code: 'FRACTIONS', message: expect.stringContaining('2 voxels') as string },
  ]);
  expect(whole).toEqual([]);
  await rm(folder, { recursive: true });
});
