import { TimescopeError } from './errors';
import type { Vector3, VolumePlacement } from './frames';
import type { Warning } from './warning';

/** Columns, rows, slices. */
export type VolumeSize = readonly [nx: number, ny: number, nz: number];

/** A grid of voxels in the patient. The voxel (i, j, k) lies at index (k * ny + j) * nx + i. */
export interface VoxelGrid {
  readonly size: VolumeSize;
  readonly placement: VolumePlacement;
}

/** How the scan was made, as far as the input says; a NIfTI file says nothing of it. */
export interface CtAcquisition {
  readonly sliceThicknessMm?: number;
  /** ContrastBolusAgent as written in the series. */
  readonly contrastAgent?: string;
  readonly manufacturer?: string;
  /** Manufacturer's Model Name. */
  readonly scannerModel?: string;
  /** Body Part Examined, as written in the series. */
  readonly bodyPart?: string;
  /** Gantry/Detector Tilt. */
  readonly gantryTiltDegrees?: number;
  readonly convolutionKernel?: string;
  readonly kilovolts?: number;
}

/** One CT series, plain data: it crosses a worker as it is. */
export interface CtVolume extends VoxelGrid {
  /** Hounsfield units. */
  readonly hu: Int16Array;
  /** Patient LPS position in mm of the voxel (0, 0, k) of every slice: exact also where the spacing is uneven. */
  readonly slicePositionsMm: readonly Vector3[];
  /** SOP Instance UID of every slice in the order of k; empty when the input is not DICOM. */
  readonly sliceUids: readonly string[];
  /** Instance Number of every slice in the order of k, as viewers show it; absent when the input is not DICOM. */
  readonly instanceNumbers?: readonly (number | undefined)[];
  readonly seriesUid?: string;
  readonly studyUid?: string;
  readonly frameOfReferenceUid?: string;
  readonly acquisition: CtAcquisition;
  /** False with a gap, a changing distance or a tilted gantry: in-plane work stays right, volumes do not. */
  readonly evenlySpaced: boolean;
  readonly warnings: readonly Warning[];
}

/** The slices of a volume that regions are drawn on and written for; voxels are not needed. */
export type VolumeSlices = Pick<
  CtVolume,
  'size' | 'placement' | 'slicePositionsMm' | 'sliceUids' | 'frameOfReferenceUid'
>;

/** A region of interest on the grid of its image: 0 outside, anything else inside. */
export interface RoiMask extends VoxelGrid {
  readonly values: Uint8Array;
}

/** Ours: half a tenth of a millimetre is below what any outline can mean and above what float32 headers lose. */
const TOLERANCE_MM = 0.05;

/** @throws TimescopeError GEOMETRY when the two grids do not cover the same voxels of the patient. */
export function requireSameGrid(image: VoxelGrid, mask: VoxelGrid): void {
  const difference = gridDifference(image, mask);
  if (difference === undefined) return;
  throw new TimescopeError('GEOMETRY', `The ROI does not lie on the grid of the CT: ${difference}.`, {
    nextStep: 'Export the ROI on the grid of the CT that it was drawn on.',
  });
}

/** What differs between two grids, in words, or undefined when they are the same. */
export function gridDifference(a: VoxelGrid, b: VoxelGrid): string | undefined {
  if (a.size.some((extent, axis) => extent !== b.size[axis]))
    return `it has ${b.size.join(' x ')} voxels, the CT ${a.size.join(' x ')}`;
  const apart = Math.max(...corners(a).map((corner, index) => distance(corner, corners(b)[index] ?? corner)));
  return apart > TOLERANCE_MM ? `its corners lie up to ${apart.toFixed(2)} mm away` : undefined;
}

function corners({ size, placement }: VoxelGrid): Vector3[] {
  const ends = size.map(extent => extent - 1);
  return [0, 1, 2, 3, 4, 5, 6, 7].map(corner => {
    const at = (axis: number) => ((corner >> axis) & 1) * (ends[axis] ?? 0);
    return voxelPositionMm(placement, at(0), at(1), at(2));
  });
}

function voxelPositionMm(placement: VolumePlacement, i: number, j: number, k: number): Vector3 {
  const { originMm, row, column, slice, spacingMm } = placement;
  const on = (axis: 0 | 1 | 2) =>
    originMm[axis] + row[axis] * i * spacingMm.x + column[axis] * j * spacingMm.y + slice[axis] * k;
  return [on(0), on(1), on(2)];
}

function distance(a: Vector3, b: Vector3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
