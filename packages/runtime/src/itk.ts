import { messageOf } from '@timescope/core/errors';
import type { Vector3, VolumePlacement } from '@timescope/core/frames';
import type { CtVolume, RoiMask } from '@timescope/core/volume';
import type { Warning } from '@timescope/core/warning';
import type { Image } from 'itk-wasm';
import path from 'node:path';
import { niftiRoi, niftiVoxels, notUsable } from './itkNiftiImage';
import { requireWholeNifti } from './wholeNifti';

/**
 * A CT from a NIfTI file (`.nii`, `.nii.gz`; node). Voxel order is the file's, positions are LPS mm.
 * @throws TimescopeError NOT_AN_IMAGE, GEOMETRY
 */
export async function readNiftiCt(file: string): Promise<CtVolume> {
  const { grid, values } = await readNifti(file);
  const [nx, ny, nz] = grid.size;
  const hu = new Int16Array(nx * ny * nz);
  let fractions = 0;
  for (let index = 0; index < hu.length; index++) {
    const value = Number(values[index]);
    hu[index] = wholeHu(value, file);
    if (Math.abs(value - Math.round(value)) > OF_WHOLE) fractions++;
  }
  return {
    ...grid,
    hu,
    slicePositionsMm: Array.from({ length: nz }, (_, k) => slicePosition(grid.placement, k)),
    sliceUids: [],
    acquisition: {},
    evenlySpaced: true,
    warnings: fractions === 0 ? [] : [fractionsLost(fractions)],
  };
}

/** Ours: what a scale factor stored as a 32-bit number takes from a whole value. */
const OF_WHOLE = 0.01;

const fractionsLost = (voxels: number): Warning => ({
  code: 'FRACTIONS',
  message: `${String(voxels)} voxels hold fractions and were rounded to whole HU: give an image in HU.`,
});

/** A mask from a NIfTI file (node): the voxels of one value, or without it every voxel that is not 0. */
export async function readNiftiMask(file: string, value?: number): Promise<RoiMask> {
  return niftiRoi(await readNifti(file), value);
}

async function readNifti(file: string) {
  return niftiVoxels(await read(file), file);
}

async function read(file: string): Promise<Image> {
  // Loaded when needed: it takes longer to start than most commands run.
  const { niftiReadImageNode } = await import('@itk-wasm/image-io');
  const { readFile } = await import('node:fs/promises');
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw notUsable(file, messageOf(cause), cause);
  });
  await requireWholeNifti(file, bytes);
  // Its own file system knows the folder by its whole path only.
  const answer = await niftiReadImageNode(path.resolve(file)).catch((cause: unknown) => {
    throw notUsable(file, messageOf(cause), cause);
  });
  // The declared type promises an image also where the reader refused the file.
  const image = answer.image as Image | undefined;
  if (image && image.size.length > 0) return image;
  throw notUsable(file, 'it is no NIfTI file, or it is damaged');
}

function slicePosition({ originMm: o, slice }: VolumePlacement, k: number): Vector3 {
  return [o[0] + slice[0] * k, o[1] + slice[1] * k, o[2] + slice[2] * k];
}

function wholeHu(value: number, file: string): number {
  if (!Number.isFinite(value)) throw notUsable(file, 'it holds values that are no numbers');
  return Math.min(32767, Math.max(-32768, Math.round(value)));
}
