import { jest } from '@jest/globals';
import { niftiFile } from '@timescope/core/nifti/niftiFile';
import { readNiftiMask } from '@timescope/runtime/itk';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { interpolate } from '../../packages/cli/src/commands/interpolate';
import { handMadeMask } from '../harness/handMadeMasks';
import { printedBy } from '../harness/printedBy';

// The NIfTI reader takes seconds to start on a busy machine.
jest.setTimeout(120_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'interpolate-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A block of 3 x 3 pixels on the given slices of five. */
const block = (...slices: number[]) =>
  handMadeMask([9, 9, 5], (i, j, k) => slices.includes(k) && i > 2 && i < 6 && j > 2 && j < 6);

test.each(['signed-distance', 'morphological'])(
  'a block on slices 1 and 3 is filled on slice 2 by %s: 18 voxels become 27, on the same grid',
  async method => {
    const drawn = await written('drawn.nii', block(1, 3));
    const out = path.join(folder, `${method}.nii.gz`);
    const said = JSON.parse(
      await printed(drawn, '--roi', drawn, '--out', out, '--method', method, '--json'),
    ) as {
      filledSlices: number[];
      voxels: unknown;
      method: string;
    };
    expect(said).toMatchObject({ method, filledSlices: [2], voxels: { drawn: 18, whole: 27 } });
    expect(await readNiftiMask(out)).toEqual(await readNiftiMask(await written('whole.nii', block(1, 2, 3))));
  },
);

test('people read how many slices were filled and where the mask lies', async () => {
  const drawn = await written('drawn.nii', block(1, 3));
  const text = await printed(drawn, '--roi', drawn, '--out', path.join(folder, 'a.nii'));
  expect(text).toContain('1 slice filled by signed-distance: 18 voxels drawn, 27 now.');
  expect(text).toContain('For Research Use Only');
});

test('one drawn slice, another method and another file type are refused with the next step', async () => {
  const one = await written('one.nii', block(1));
  await expect(printed(one, '--roi', one, '--out', path.join(folder, 'b.nii'))).rejects.toMatchObject({
    code: 'EMPTY_ROI',
    nextStep: 'Draw the tumour on its first and last slice and on a few between them.',
  });
  await expect(printed(one, '--roi', one, '--out', 'b.nii', '--method', 'spline')).rejects.toMatchObject({
    code: 'USAGE',
    nextStep: 'Give --method signed-distance or --method morphological.',
  });
  await expect(printed(one, '--roi', one, '--out', 'b.png')).rejects.toMatchObject({ code: 'USAGE' });
});

async function written(name: string, mask: Parameters<typeof niftiFile>[0]): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, niftiFile(mask));
  return file;
}

async function printed(...argv: string[]): Promise<string> {
  const { code, text } = await printedBy(interpolate, ...argv);
  expect(code).toBe(0);
  return text;
}
