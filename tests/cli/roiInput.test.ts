import { jest } from '@jest/globals';
import { ctSegmentation } from '@timescope/core/dicom/write/ctSegmentation';
import { rtStructureSet } from '@timescope/core/dicom/write/rtStructureSet';
import { sct } from '@timescope/core/dicom/codes';
import { niftiFile } from '@timescope/core/nifti/niftiFile';
import type { CtVolume, RoiMask } from '@timescope/core/volume';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCt } from '../../packages/cli/src/ctInput';
import { readMask, readRoi } from '../../packages/cli/src/roiInput';
import { derivedFrom } from '../harness/derivedFromCt';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { openFile } from '../harness/slideFiles';

jest.setTimeout(90_000);

let folder = '';
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'timescope-roi-'))));
afterEach(() => rm(folder, { recursive: true }));

const images = (patient: string) => sharedData(`ct-sarcoma-sts/dicom/${patient}/CT/image`);
const structureSet = (patient: string) => sharedData(`ct-sarcoma-sts/dicom/${patient}/CT/mask/RS.dcm`);
const nifti = (patient: string) => sharedData(`ct-sarcoma-sts/nifti/${patient}/CT_mask.nii.gz`);

async function headersIn(images_: string) {
  const files = await readdir(images_);
  const read = await Promise.all(files.map(file => openFile(path.join(images_, file))));
  return read.map(({ part10 }) => part10.dataset);
}

function dice(a: RoiMask, b: RoiMask): number {
  const both = a.values.reduce((sum, voxel, at) => sum + (voxel & (b.values[at] ?? 0)), 0);
  const sum = (mask: RoiMask) => mask.values.reduce((voxels, voxel) => voxels + voxel, 0);
  return (2 * both) / (sum(a) + sum(b));
}

async function writtenAsDicom(mask: RoiMask, ct: CtVolume, patient: string) {
  const headers = await headersIn(images(patient));
  const set = rtStructureSet(derivedFrom(headers, 'roi-rtstruct'), ct, [
    { name: 'Tumour', colour: [255, 0, 0], drawn: 'MANUAL', values: mask.values },
  ]);
  const segmentation = ctSegmentation(derivedFrom(headers, 'roi-seg'), ct, [
    {
      label: 'Tumour',
      category: sct('49755003', 'Morphologically abnormal structure'),
      type: sct('108369006', 'Neoplasm'),
      algorithm: { kind: 'MANUAL' },
      colour: [255, 0, 0],
      values: mask.values,
    },
  ]);
  await writeFile(path.join(folder, 'set.dcm'), set.bytes);
  await writeFile(path.join(folder, 'seg.dcm'), segmentation.bytes);
  await writeFile(path.join(folder, 'mask.nii'), niftiFile(mask));
}

/** Dice of plastimatch's own mask of a structure set with a NIfTI mask. */
function plastimatchDice(set: string, imagesOfCt: string, mask: string): number {
  const out = path.join(folder, 'plastimatch.nii.gz');
  execFileSync('plastimatch', [
    'convert',
    '--input',
    set,
    '--referenced-ct',
    imagesOfCt,
    '--output-labelmap',
    out,
  ]);
  const said = execFileSync('plastimatch', ['dice', '--dice', out, mask], { encoding: 'utf8' });
  return Number(/DICE:\s*([\d.]+)/.exec(said)?.[1]);
}

testOnRealData.each(['STS_001', 'STS_004'])(
  'RTSTRUCT in, mask, RTSTRUCT out: plastimatch and we agree with the NIfTI mask (%s)',
  async patient => {
    const ct = await readCt(images(patient));
    const { mask, ct: told } = await readRoi(structureSet(patient), ct);
    const { mask: truth } = await readRoi(nifti(patient), ct);
    expect(told.warnings).toEqual(ct.warnings);
    expect(dice(mask, truth)).toBeGreaterThan(0.99);
    await writtenAsDicom(mask, ct, patient);
    expect(plastimatchDice(path.join(folder, 'set.dcm'), images(patient), nifti(patient))).toBeGreaterThan(
      0.99,
    );
    expect(
      plastimatchDice(path.join(folder, 'set.dcm'), images(patient), path.join(folder, 'mask.nii')),
    ).toBeGreaterThan(0.9999);
    for (const file of ['set.dcm', 'seg.dcm', 'mask.nii']) {
      const again = await readRoi(path.join(folder, file), ct);
      expect(Buffer.compare(again.mask.values, mask.values)).toBe(0);
    }
  },
);

/** The outcome of a call that must fail. */
const refusal = (call: Promise<unknown>) =>
  call.then(() => 'no error').catch((error: unknown) => String(error));

testOnRealData('regions are chosen by name or number; a wrong choice lists what is there', async () => {
  const ct = await readCt(images('STS_001'));
  const read = (choice: Parameters<typeof readRoi>[2]) => readRoi(structureSet('STS_001'), ct, choice);
  const { mask } = await read({ name: 'GTV_Mass_CT' });
  expect((await read({ segment: 1 })).mask.values).toEqual(mask.values);
  expect(await refusal(read({ name: 'Liver' }))).toContain('holds the regions 1 (GTV_Mass_CT)');
  expect(await refusal(readRoi(nifti('STS_001'), ct, { name: 'Liver' }))).toContain('have no names');
  expect((await readRoi(nifti('STS_001'), ct, { segment: 1 })).mask.values).toContain(1);
  expect((await readRoi(nifti('STS_001'), ct, { segment: 2 })).mask.values).not.toContain(1);
});

testOnRealData(
  'an ROI of another patient, an image, a folder and a lonely DICOM ROI are refused',
  async () => {
    const ct = await readCt(images('STS_001'));
    expect(await refusal(readRoi(structureSet('STS_004'), ct))).toContain('another frame of reference');
    const image = path.join(images('STS_001'), '000001.dcm');
    expect(await refusal(readRoi(image, ct))).toContain('it is a DICOM object of class');
    expect(await refusal(readRoi(images('STS_001'), ct))).toContain('is a folder');
    expect(await refusal(readMask(structureSet('STS_001')))).toContain('is no NIfTI file');
    await writeFile(path.join(folder, 'note.dcm'), 'no image');
    expect(await refusal(readRoi(path.join(folder, 'note.dcm'), ct))).toContain('cannot be used: ');
  },
);
