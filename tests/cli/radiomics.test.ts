import { jest } from '@jest/globals';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { radiomics } from '../../packages/cli/src/commands/radiomics';
import type { RadiomicsDocument } from '../../packages/cli/src/radiomicsTable';
import { printedBy } from '../harness/printedBy';
import { sharedData, testOnRealData } from '../harness/sharedData';

jest.setTimeout(60_000);

const image = () => sharedData('ibsi-1-digital-phantom/nifti/image/phantom.nii.gz');
const mask = () => sharedData('ibsi-1-digital-phantom/nifti/mask/mask.nii.gz');

/** What the command prints. */
const printed = async (...argv: string[]) => (await printedBy(radiomics, ...argv)).text;

const json = async (...argv: string[]) => JSON.parse(await printed(...argv, '--json')) as RadiomicsDocument;

testOnRealData('the phantom gives 482 IBSI features as they are and 107 of PyRadiomics', async () => {
  const ibsi = await json(image(), '--roi', mask(), '--profile', 'ibsi');
  expect(Object.keys(ibsi.features)).toHaveLength(482);
  expect(ibsi.features.cm_contrast_3D_comb).toBeCloseTo(5.12, 2);
  expect(ibsi.notEvaluable).toEqual({});
  const own = await json(image(), '--roi', mask(), '--bin-width', '1');
  expect(Object.keys(own.features)).toHaveLength(107);
  expect(own.features.original_glcm_Contrast).toBeCloseTo(5.32, 2);
  expect(own).toMatchObject({
    profile: 'pyradiomics',
    voxels: 74,
    greyLevels: 6,
    settings: { bins: { width: 1 } },
  });
});

testOnRealData('a CT as DICOM series and as NIfTI gives the same features', async () => {
  const roi = sharedData('ct-sarcoma-sts/nifti/STS_004/CT_mask.nii.gz');
  const file = await json(sharedData('ct-sarcoma-sts/nifti/STS_004/CT_image.nii.gz'), '--roi', roi);
  const series = await json(sharedData('ct-sarcoma-sts/dicom/STS_004'), '--roi', roi);
  for (const [name, value] of Object.entries(file.features))
    expect((series.features[name] ?? NaN) / (value ?? NaN)).toBeCloseTo(1, 4);
});

testOnRealData('--out writes one line a feature with unit and definition', async () => {
  const out = path.join(await mkdtemp(path.join(tmpdir(), 'radiomics-test-')), 'features.csv');
  const table = await printed(image(), '--roi', mask(), '--profile', 'ibsi', '--out', out);
  expect(table).toContain('For Research Use Only');
  const lines = (await readFile(out, 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(483);
  expect(lines[1]).toMatch(
    /^morph_volume,556\.33\d*,mm3,Morphology,Volume enclosed by the surface mesh,,For Research/,
  );
});

testOnRealData('resampling, resegmentation and outliers reach the features', async () => {
  const base = [image(), '--roi', mask(), '--profile', 'ibsi'] as const;
  expect((await json(...base, '--resegment=1,4')).voxels).toBeLessThan(74);
  expect((await json(...base, '--outliers', '1')).voxels).toBeLessThan(74);
  const fine = await json(...base, '--spacing', '1');
  expect(fine.spacingMm).toEqual([1, 1, 1]);
  expect(fine.voxels).toBeGreaterThan(400);
});

testOnRealData('a spacing too fine and an output that cannot be written are told', async () => {
  const refused = (...more: string[]) => expect(radiomics.run([image(), '--roi', mask(), ...more])).rejects;
  await refused('--spacing', '0.001').toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining('too many for this image') as string,
  });
  const out = path.join(await mkdtemp(path.join(tmpdir(), 'timescope-')), 'none', 'x.csv');
  await refused('--out', out).toMatchObject({
    kind: 'usage',
    message: expect.stringContaining('cannot be written') as string,
  });
});

test.each([
  ['--outliers', '0', '--outliers 3'],
  ['--spacing', '0', '--spacing 1,1,3'],
])('the next step of %s names its own values', async (option, value, example) => {
  await expect(radiomics.run(['a.nii', '--roi', 'b.nii', option, value])).rejects.toMatchObject({
    nextStep: expect.stringContaining(example) as string,
  });
});

test.each([
  [['a.nii']],
  [['a.nii', '--roi', 'b.nii', '--profile', 'other']],
  [['a.nii', '--roi', 'b.nii', '--bin-width', '0']],
  [['a.nii', '--roi', 'b.nii', '--bin-width', '5', '--bin-count', '5']],
  [['a.nii', '--roi', 'b.nii', '--bin-count', '2.5']],
  [['a.nii', '--roi', 'b.nii', '--spacing', '1,2']],
  [['a.nii', '--roi', 'b.nii', '--resegment=4,1']],
])('wrong usage is named: %j', async argv => {
  await expect(radiomics.run(argv)).rejects.toMatchObject({ kind: 'usage' });
});
