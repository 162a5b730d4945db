import { jest } from '@jest/globals';
import type { RoiMask } from '@timescope/core/volume';
import { readNiftiMask } from '@timescope/runtime/itk';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CohortDocument, PairDocument } from '../../packages/cli/src/agree/agreeDocument';
import { agree } from '../../packages/cli/src/commands/agree';
import { handMadeMask } from '../harness/handMadeMasks';
import { niftiBytes } from '../harness/niftiBytes';
import { printedBy } from '../harness/printedBy';
import { generatedPair } from '../harness/readerPairs';
import { sharedData, testOnRealData } from '../harness/sharedData';

// The NIfTI reader takes seconds to start on a busy machine.
jest.setTimeout(120_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'agree-'));
});
afterAll(() => rm(folder, { recursive: true }));

const GRID = [9, 9, 5] as const;
const rows = (end: number) => handMadeMask(GRID, (i, j, k) => k === 2 && i > 1 && i < 5 && j > 1 && j < end);

test('two ROIs give the keys of the contract and say what each measure means', async () => {
  const [a, b] = [await written('a.nii', rows(5)), await written('b.nii', rows(7))];
  const { text, code } = await printed(a, b, '--json');
  const said = JSON.parse(text) as PairDocument;
  expect(code).toBe(0);
  expect(said).toMatchObject({
    dice: 0.75,
    hausdorffMm: 2,
    hd95Mm: 1,
    volumeMm3: { a: 45, b: 75, difference: -30 },
    largestSlice: { a: { index: 2, areaMm2: 9 }, b: { index: 2, areaMm2: 15 }, isSameSlice: true },
  });
  expect(said.meanSurfaceDistanceMm).toBeCloseTo(19 / 48, 9);
  expect(said.definitions.hd95Mm).toContain('mean of the two directed 95 % percentiles');
  expect(said.radiomics).toBeUndefined();
});

test('the table for people has units, both volumes and the research use', async () => {
  const [a, b] = [await written('a.nii', rows(5)), await written('b.nii', rows(7))];
  const { text } = await printed(a, b);
  expect(text).toContain('For Research Use Only');
  expect(text).toContain('Dice                   0.7500  (9 voxels shared of 9 and 15)');
  expect(text).toContain(
    'HD95                   1.00 mm  (surfaces, mean of both directions; the larger is 2.00 mm)',
  );
  expect(text).toContain('45.0 and 75.0 mm3, A - B -50.0 %');
});

test('with the image the radiomics of both readers stand side by side, what one lacks with its reason', async () => {
  const [a, b] = [await written('a.nii', rows(5)), await written('b.nii', rows(7))];
  const image = await writtenImage('ct.nii', rows(7));
  const { text } = await printed(a, b, '--image', image, '--json');
  const { radiomics } = JSON.parse(text) as PairDocument;
  expect(radiomics?.profile).toBe('pyradiomics');
  expect(radiomics?.features['original_shape_VoxelVolume']).toEqual({ a: 45, b: 75 });
  for (const [name, { a: ofA, b: ofB }] of Object.entries(radiomics?.features ?? {})) {
    expect(ofA !== null || radiomics?.notEvaluable[`a.${name}`] !== undefined).toBe(true);
    expect(ofB !== null || radiomics?.notEvaluable[`b.${name}`] !== undefined).toBe(true);
  }
});

test('a folder of pairs: one row a pair, a summary, ICCs of volume, area and every feature', async () => {
  const cohort = await mkdtemp(path.join(folder, 'cohort-'));
  for (const seed of [1, 2, 3, 5, 6]) {
    const [a, b] = generatedPair(seed);
    await written(path.join(cohort, `tumour_${seed}_A.nii`), a);
    await written(path.join(cohort, `tumour_${seed}_b.nii`), b);
    await writtenImage(path.join(cohort, `tumour_${seed}_CT.nii`), a);
  }
  const inside = path.join(cohort, 'in a folder');
  await mkdir(inside);
  const [a, b] = generatedPair(7);
  await written(path.join(inside, 'A.nii'), a);
  await written(path.join(inside, 'B.nii'), b);
  const { text, code } = await printed('--pairs', cohort, '--json');
  const said = JSON.parse(text) as CohortDocument;
  expect(code).toBe(0);
  expect(said.pairs.map(({ name }) => name)).toEqual([
    'in a folder',
    ...[1, 2, 3, 5, 6].map(seed => `tumour_${seed}`),
  ]);
  const dice = said.pairs.map(pair => pair.dice);
  expect(said.cohort.measures.dice?.mean).toBeCloseTo(dice.reduce((sum, value) => sum + value) / 6, 12);
  expect(said.cohort.measures.dice?.min).toBe(Math.min(...dice));
  expect(said.cohort.icc.volumeMm3?.subjects).toBe(6);
  expect(said.cohort.icc.original_glcm_Contrast?.subjects).toBe(5);
  const iccs = { ...said.cohort.icc, ...said.cohort.notEvaluable };
  expect(Object.keys(iccs).filter(name => name.startsWith('original_'))).toHaveLength(107);
  for (const { icc21, icc31 } of Object.values(said.cohort.icc))
    for (const { value, lower, upper } of [icc21, icc31]) {
      expect(lower).toBeLessThanOrEqual(value);
      expect(upper).toBeGreaterThanOrEqual(value);
    }
  const { text: table } = await printed('--pairs', cohort);
  expect(table).toContain('ICC(2,1)');
  expect(table).toContain('For Research Use Only');
});

test('one image serves all pairs of a scan that have none of their own', async () => {
  const scan = await mkdtemp(path.join(folder, 'scan-'));
  for (const [width, name] of ['one_A', 'one_B', 'two_A', 'two_B'].entries())
    await written(path.join(scan, `${name}.nii`), rows(4 + width));
  const image = await writtenImage('scan.nii', rows(5));
  const { text } = await printed('--pairs', scan, '--image', image, '--bin-count', '16', '--json');
  const said = JSON.parse(text) as CohortDocument;
  expect(said.pairs.map(({ radiomics }) => radiomics?.bins)).toEqual([{ count: 16 }, { count: 16 }]);
  expect(said.cohort.icc.original_firstorder_Energy?.subjects).toBe(2);
});

test('what cannot be compared is left out with its reason and makes the run partial', async () => {
  const cohort = await mkdtemp(path.join(folder, 'partial-'));
  await written(path.join(cohort, 'one_A.nii'), rows(5));
  await written(path.join(cohort, 'one_B.nii'), rows(7));
  await written(path.join(cohort, 'two_A.nii'), rows(5));
  await written(path.join(cohort, 'three_A.nii'), rows(5));
  await written(
    path.join(cohort, 'three_B.nii'),
    handMadeMask([9, 9, 4], () => true),
  );
  await written(path.join(cohort, 'notes.nii'), rows(5));
  const { text, code } = await printed('--pairs', cohort, '--json');
  const said = JSON.parse(text) as CohortDocument;
  expect(code).toBe(10);
  expect(said.pairs.map(({ name }) => name)).toEqual(['one']);
  expect(said.leftOut.map(({ name }) => name).toSorted()).toEqual(['notes.nii', 'three', 'two']);
  expect(said.cohort.notEvaluable.volumeMm3).toContain('at least two subjects are needed');
  expect(said.cohort.measures.dice?.sd).toBeNull();
});

test('wrong calls, other grids and empty ROIs are refused', async () => {
  const a = await written('a.nii', rows(5));
  const empty = await written(
    'empty.nii',
    handMadeMask(GRID, () => false),
  );
  const other = await written(
    'other.nii',
    handMadeMask([9, 9, 4], () => true),
  );
  const nothing = await mkdtemp(path.join(folder, 'nothing-'));
  await expect(printed(a)).rejects.toMatchObject({ code: 'USAGE' });
  await expect(printed(a, a, '--profile', 'mine')).rejects.toMatchObject({ code: 'USAGE' });
  await expect(printed(a, a, '--bin-width', '5')).rejects.toMatchObject({ code: 'USAGE' });
  await expect(printed(a, a, '--pairs', nothing)).rejects.toMatchObject({ code: 'USAGE' });
  await expect(printed(a, empty)).rejects.toMatchObject({ code: 'EMPTY_ROI' });
  await expect(printed(a, other)).rejects.toMatchObject({ code: 'GEOMETRY' });
  await expect(printed(a, a, '--image', await writtenImage('small.nii', { ...rows(5), size: [9, 9, 4] })))
    .rejects // another grid
    .toMatchObject({ code: 'GEOMETRY' });
  await expect(printed('--pairs', nothing)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

testOnRealData('a real tumour against itself agrees fully, its radiomics are equal', async () => {
  const of = (name: string) => sharedData(`ct-sarcoma-sts/nifti/STS_004/${name}.nii.gz`);
  const { text } = await printed(of('CT_mask'), of('CT_mask'), '--image', of('CT_image'), '--json');
  const said = JSON.parse(text) as PairDocument;
  expect(said).toMatchObject({ dice: 1, hausdorffMm: 0, hd95Mm: 0, meanSurfaceDistanceMm: 0 });
  const mask = await readNiftiMask(of('CT_mask'));
  expect(said.voxels.a).toBe(mask.values.reduce((sum, value) => sum + value, 0));
  for (const { a, b } of Object.values(said.radiomics?.features ?? {})) expect(a).toBe(b);
});

const printed = (...argv: string[]) => printedBy(agree, ...argv);

async function written(name: string, mask: RoiMask): Promise<string> {
  const file = path.resolve(folder, name);
  await writeFile(file, niftiBytes(mask, mask.values));
  return file;
}

/** An image on the grid of a mask with some texture in HU. */
async function writtenImage(name: string, { size, placement }: Omit<RoiMask, 'values'>): Promise<string> {
  const hu = Int16Array.from({ length: size[0] * size[1] * size[2] }, (_, at) => ((at * 7919) % 211) - 60);
  const file = path.resolve(folder, name);
  await writeFile(file, niftiBytes({ size, placement }, hu));
  return file;
}
