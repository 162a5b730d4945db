import { TimescopeError } from '@timescope/core/errors';
import type { Vector3 } from '@timescope/core/frames';
import { millimetres } from '@timescope/core/units';
import type { RoiMask, VolumeSize, VoxelGrid } from '@timescope/core/volume';
import type { Image } from 'itk-wasm';

type Values = Exclude<Image['data'], null>;

/** An image of ITK as a grid in LPS with its voxels. @throws TimescopeError NOT_AN_IMAGE */
export function niftiVoxels(image: Image, file: string): { grid: VoxelGrid; values: Values } {
  const { imageType, size, data } = image;
  const [nx, ny, nz] = size;
  if (imageType.dimension !== 3 || imageType.components !== 1 || !nx || !ny || !nz || !data)
    throw notUsable(file, `it has ${imageType.dimension} axes and ${imageType.components} values a voxel`);
  if (data.length !== nx * ny * nz) throw notUsable(file, `it is cut off after ${data.length} voxels`);
  return { grid: gridOf(image, [nx, ny, nz]), values: data };
}

/** The voxels of one value, or without it every voxel that is not 0. */
export function niftiRoi(
  { grid, values }: { readonly grid: VoxelGrid; readonly values: Values },
  value?: number,
): RoiMask {
  const mask = new Uint8Array(values.length);
  const isInside = value === undefined ? (voxel: number) => voxel !== 0 : (voxel: number) => voxel === value;
  for (let index = 0; index < mask.length; index++) mask[index] = isInside(Number(values[index])) ? 1 : 0;
  return { ...grid, values: mask };
}

export function notUsable(file: string, because: string, cause?: unknown): TimescopeError {
  return new TimescopeError('NOT_AN_IMAGE', `The file ${file} cannot be used: ${because}.`, {
    nextStep: 'Give a three-dimensional NIfTI image (.nii or .nii.gz) with one value a voxel.',
    cause,
  });
}

/** ITK keeps directions as a row-major matrix whose columns are the axes, in LPS. */
function gridOf({ origin, spacing, direction }: Image, size: VolumeSize): VoxelGrid {
  const axis = (column: 0 | 1 | 2): Vector3 => [
    Number(direction[column]),
    Number(direction[3 + column]),
    Number(direction[6 + column]),
  ];
  const [x = 0, y = 0, z = 0] = spacing;
  const normal = axis(2);
  return {
    size,
    placement: {
      originMm: [origin[0] ?? 0, origin[1] ?? 0, origin[2] ?? 0],
      row: axis(0),
      column: axis(1),
      slice: [normal[0] * z, normal[1] * z, normal[2] * z],
      spacingMm: { x: millimetres(x), y: millimetres(y) },
    },
  };
}
