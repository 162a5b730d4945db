import { messageOf, TimescopeError } from '@timescope/core/errors';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { regionOnVolume } from '@timescope/core/dicom/read/regionOnVolume';
import { chosenRegion, readRtStructureSet } from '@timescope/core/dicom/read/rtStructureSet';
import { chosenSegment, readSegmentation } from '@timescope/core/dicom/read/segmentation';
import { segmentOnVolume, type RegionOnVolume } from '@timescope/core/dicom/read/segmentOnVolume';
import { onGrid } from '@timescope/core/geometry/maskOnGrid';
import type { CtVolume, RoiMask } from '@timescope/core/volume';
import type { Warning } from '@timescope/core/warning';
import { readNiftiMask } from '@timescope/runtime/itk';
import { readFile } from 'node:fs/promises';
import { existing, isNifti } from './ctInput';
import { requireNiftiHeader } from './niftiHeader';
import { usage } from './radiomicsOptions';

/** Which region of a file is meant; needed where it holds several. */
export interface RoiChoice {
  /** Of a structure set's region or a segment, as written. */
  readonly name?: string;
  /** Number of the segment or region; in a NIfTI file the value of its voxels. */
  readonly segment?: number;
}

/** For `parseArgs`. */
export const roiOptions = {
  roi: { type: 'string' },
  'roi-name': { type: 'string' },
  segment: { type: 'string' },
} as const;

export const ROI_USAGE = '--roi FILE [--roi-name NAME | --segment N]';

/** @throws TimescopeError USAGE for a segment that is no whole number above 0 */
export function roiChoice(values: {
  readonly 'roi-name'?: string | undefined;
  readonly segment?: string | undefined;
}): RoiChoice {
  const { 'roi-name': name, segment } = values;
  if (segment !== undefined && !/^[1-9]\d*$/.test(segment))
    throw usage(`--segment must be a whole number from 1, not "${segment}".`, 'Give 1, 2 ...');
  return {
    ...(name !== undefined && { name }),
    ...(segment !== undefined && { segment: Number(segment) }),
  };
}

/** An ROI, what its file calls it, and its CT. */
export interface ReadRoi<Ct> {
  readonly mask: RoiMask;
  readonly label: string;
  readonly ct: Ct;
}

/** Of a NIfTI file, whose regions have no names. */
const UNNAMED = 'Tumour';

/**
 * An ROI (NIfTI mask, DICOM SEG or RTSTRUCT) in the voxels of its CT, whose warnings grow by those of the ROI.
 * @throws TimescopeError NOT_FOUND, NOT_AN_IMAGE, USAGE (no such region, or several), GEOMETRY, EMPTY_ROI (DICOM)
 */
export async function readRoi<Ct extends CtVolume>(
  file: string,
  ct: Ct,
  choice: RoiChoice = {},
): Promise<ReadRoi<Ct>> {
  await requireFile(file);
  // Programs write the same voxels in different orders.
  if (isNifti(file)) return { mask: onGrid(await readNifti(file, choice), ct), label: UNNAMED, ct };
  const { label, on } = dicomRegion(file, await readFile(file), choice);
  const { mask, warnings } = on(ct);
  requireVoxels(file, mask, warnings);
  return { mask, label, ct: { ...ct, warnings: [...ct.warnings, ...warnings] } };
}

/**
 * Refuses what cannot be an ROI, without its CT: of a NIfTI file the header is read, of a DICOM object the chosen region.
 * @throws TimescopeError NOT_FOUND, NOT_AN_IMAGE, USAGE (no such region, or several)
 */
export async function inspectRoi(file: string, choice: RoiChoice = {}): Promise<void> {
  await requireFile(file);
  if (isNifti(file)) await requireNiftiHeader(file);
  else dicomRegion(file, await readFile(file), choice);
}

/** An ROI from a NIfTI mask in the file's own order of voxels. A DICOM object says nothing of voxels without its CT. */
export async function readMask(file: string, choice: RoiChoice = {}): Promise<RoiMask> {
  await requireFile(file);
  if (isNifti(file)) return readNifti(file, choice);
  throw new TimescopeError('NOT_AN_IMAGE', `The ROI ${file} is no NIfTI file (.nii or .nii.gz).`, {
    nextStep: 'Give the CT too (--image): a DICOM SEG or RTSTRUCT is laid on its voxels.',
  });
}

async function requireFile(file: string): Promise<void> {
  if ((await existing(file)).isFile()) return;
  throw new TimescopeError('NOT_AN_IMAGE', `The ROI ${file} is a folder; one file was expected.`, {
    nextStep: 'Give a NIfTI mask, a DICOM SEG or an RTSTRUCT.',
  });
}

function readNifti(file: string, { name, segment }: RoiChoice): Promise<RoiMask> {
  if (name === undefined) return readNiftiMask(file, segment);
  throw usage('The regions of a NIfTI file have no names.', 'Choose the value of the voxels: --segment 1.');
}

const SEGMENTATION = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.66\.[47]$/;
const STRUCTURE_SET = '1.2.840.10008.5.1.4.1.1.481.3';

function dicomRegion(
  file: string,
  bytes: Uint8Array,
  { name, segment }: RoiChoice,
): { readonly label: string; readonly on: (ct: CtVolume) => RegionOnVolume } {
  const sopClass = sopClassOf(file, bytes);
  if (SEGMENTATION.test(sopClass)) {
    const found = readSegmentation(bytes);
    const chosen = chosenSegment(found, {
      ...(segment !== undefined && { number: segment }),
      ...(name !== undefined && { label: name }),
    });
    return { label: chosen.label, on: ct => segmentOnVolume(found, chosen.number, ct) };
  }
  if (sopClass !== STRUCTURE_SET) throw noRoi(file, `it is a DICOM object of class ${sopClass}`);
  const set = readRtStructureSet(bytes);
  const chosen = chosenRegion(set, {
    ...(segment !== undefined && { number: segment }),
    ...(name !== undefined && { name }),
  });
  return { label: chosen.name, on: ct => regionOnVolume(set, chosen, ct) };
}

function sopClassOf(file: string, bytes: Uint8Array): string {
  try {
    return readPart10(bytes).meta.sopClassUid;
  } catch (thrown) {
    throw noRoi(file, messageOf(thrown), thrown);
  }
}

function noRoi(file: string, because: string, cause?: unknown): TimescopeError {
  return new TimescopeError('NOT_AN_IMAGE', `The ROI ${file} cannot be used: ${because}`, {
    nextStep: 'Give a NIfTI mask (.nii or .nii.gz), a DICOM SEG or an RTSTRUCT.',
    cause,
  });
}

/** What was left out says best why nothing is there. */
function requireVoxels(file: string, { values }: RoiMask, warnings: readonly Warning[]): void {
  if (values.includes(1)) return;
  const reasons = warnings.map(({ message }) => ` ${message}`).join('');
  throw new TimescopeError('EMPTY_ROI', `The ROI ${file} holds no voxel of the CT.${reasons}`, {
    nextStep: 'Draw closed contours on the slices of this CT, or choose another region.',
  });
}
