import type { DicomJson } from '@timescope/core/dicom/json';
import { readCtSeries, type CtInstance } from '@timescope/core/dicom/read/ctSeries';
import { niftiFile } from '@timescope/core/nifti/niftiFile';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

type Voxel = readonly [x: number, y: number, z: number, value: number];

/** What each stored word of three slices of 3 x 2 pixels is, and where it lies by DICOM's own rule (C.7.6.2.1.1). */
function drawn(column: number, heights: readonly number[]): { images: CtInstance[]; voxels: Voxel[] } {
  const voxels: Voxel[] = [];
  const images = heights.map((z, n) => {
    const words = [0, 1, 2, 3, 4, 5].map(pixel => 100 * n + pixel);
    words.forEach((word, pixel) =>
      voxels.push([-10 + 0.7 * (pixel % 3), 20 + column * 0.9 * Math.floor(pixel / 3), z, word]),
    );
    return image(z, column, words);
  });
  return { images, voxels };
}

function image(z: number, column: number, words: readonly number[]): CtInstance {
  const tags: Record<string, readonly unknown[]> = {
    '00080016': ['1.2.840.10008.5.1.4.1.1.2'],
    '00080018': [`1.2.${z}`],
    '0020000E': ['1.2.3'],
    '00200032': [-10, 20, z],
    '00200037': [1, 0, 0, 0, column, 0],
    '00280010': [2],
    '00280011': [3],
    '00280030': [0.9, 0.7],
    '00280100': [16],
    '00280101': [16],
    '00280102': [15],
    '00280103': [1],
    '00281052': [0],
    '00281053': [1],
  };
  const dataset: DicomJson = Object.fromEntries(
    Object.entries(tags).map(([tag, Value]) => [tag, { vr: 'UN', Value }]),
  );
  const pixels = new Uint8Array(Int16Array.from(words).buffer);
  return { dataset, transferSyntax: '1.2.840.10008.1.2.1', pixels };
}

function inNibabel(file: Uint8Array): { axes: string; voxels: Voxel[] } {
  const folder = mkdtempSync(path.join(tmpdir(), 'timescope-nibabel-'));
  try {
    const written = path.join(folder, 'ct.nii');
    writeFileSync(written, file);
    const script = path.join(import.meta.dirname, '../../oracles/nifti_voxels.py');
    return JSON.parse(execFileSync('/usr/bin/python3', [script, written], { encoding: 'utf8' })) as {
      axes: string;
      voxels: Voxel[];
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const sorted = (voxels: readonly Voxel[]) => voxels.toSorted((a, b) => a[3] - b[3]);

test.each([
  ['from the feet up', 1, [0, 5, 10], 'LPS'],
  ['from the head down', 1, [10, 5, 0], 'LPS'],
  ['mirrored, from the feet up: the slices count downwards', -1, [0, 5, 10], 'LAI'],
  ['mirrored, from the head down', -1, [10, 5, 0], 'LAI'],
] as const)(
  'nibabel finds every voxel of a series stored %s where DICOM says',
  (_, column, heights, axes) => {
    const { images, voxels } = drawn(column, heights);
    const { size, placement, hu } = readCtSeries(images);
    const read = inNibabel(niftiFile({ size, placement, values: hu }));
    expect(read.axes).toBe(axes);
    const [found, wanted] = [sorted(read.voxels), sorted(voxels)];
    expect(found.map(voxel => voxel[3])).toEqual(wanted.map(voxel => voxel[3]));
    found.forEach((voxel, n) =>
      [0, 1, 2].forEach(axis => expect(voxel[axis]).toBeCloseTo(wanted[n]?.[axis] ?? NaN, 3)),
    );
  },
);
