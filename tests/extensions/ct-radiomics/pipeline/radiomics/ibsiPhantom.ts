import {
  imageVoxels,
  type ImageVoxels,
} from '@timescope/extension-ct-radiomics/pipeline/radiomics/imageVoxels';
import { readNiftiCt, readNiftiMask } from '@timescope/runtime/itk';
import { readFileSync } from 'node:fs';
import { sharedData } from '../../../../harness/sharedData';

/** A row of the reference values that has a value. */
export interface ReferenceRow {
  readonly tag: string;
  /** As printed: its digits say how far to compare. */
  readonly value: string;
  readonly tolerance: number;
}

export async function readPhantom(): Promise<ImageVoxels> {
  return readImage(
    'ibsi-1-digital-phantom/nifti/image/phantom.nii.gz',
    'ibsi-1-digital-phantom/nifti/mask/mask.nii.gz',
  );
}

export async function readImage(image: string, mask: string): Promise<ImageVoxels> {
  return imageVoxels(await readNiftiCt(sharedData(image)), await readNiftiMask(sharedData(mask)));
}

export function referenceRows(): ReferenceRow[] {
  const file = 'ibsi-1-reference-values/ibsi_1_reference_values/ibsi_1_dig_phantom.csv';
  const lines = readFileSync(sharedData(file), 'utf8').split(/\r?\n/).slice(1);
  return lines.flatMap(line => {
    const [value = '', tolerance = '', tag = ''] = line.split(';');
    return value === '' ? [] : [{ tag, value, tolerance: Number(tolerance) }];
  });
}

export type Agreement = 'rounded' | 'within tolerance' | 'missed';

/** Equal when rounded to the digits printed, or within the tolerance where it is not 0. */
export function agreement(value: number | null | undefined, row: ReferenceRow): Agreement {
  if (value === null || value === undefined) return 'missed';
  const wanted = Number(row.value);
  if (roundedLike(value, row.value) === wanted) return 'rounded';
  return row.tolerance > 0 && Math.abs(value - wanted) <= row.tolerance ? 'within tolerance' : 'missed';
}

/** IBSI prints three significant digits; a whole number's trailing zeros fill them up (1490). */
function roundedLike(value: number, printed: string): number {
  const [, decimals] = printed.split('.');
  if (decimals !== undefined) return Number(value.toFixed(decimals.length));
  const digits = printed.replace(/^-/, '').length;
  return digits > 3 ? Number(value.toPrecision(3)) : Math.round(value);
}
