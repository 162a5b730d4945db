import { TimescopeError } from '@timescope/core/errors';
import { sourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { ctObjects, REPORT } from '@timescope/extension-ct-radiomics/evidence/ctObjects';
import type { PredictionOutcome } from '@timescope/extension-ct-radiomics/pipeline/prediction';
import type { CtInput } from '../ctInput';
import type { ReadRoi } from '../roiInput';
import { savedAgain } from '../savedAgain';

/** @throws TimescopeError USAGE for a CT that is no DICOM series */
export function requireSeries(ct: CtInput): void {
  if (!isFromDicom(ct)) throw noSeries();
}

/** What a series of CT images lacks when it came as NIfTI: the patient, the study and the images to refer to. */
export const isFromDicom = (ct: CtInput): boolean => ct.headers.length > 0;

/**
 * A prediction as DICOM objects.
 * @param ct a DICOM series
 * @param out folder of the run; undefined without one
 */
export function savedCt(
  outcome: PredictionOutcome,
  { mask, label, ct }: ReadRoi<CtInput>,
  { out, withCrop }: { readonly out: string | undefined; readonly withCrop: boolean },
  now: Date,
): Promise<ResultObjects> {
  const { size, placement, slicePositionsMm, sliceUids, frameOfReferenceUid, evenlySpaced } = ct;
  const slices = { size, placement, slicePositionsMm, sliceUids, evenlySpaced };
  const toSave = {
    outcome,
    roi: { label: label.slice(0, MOST_LETTERS), mask },
    ct: { ...slices, ...(frameOfReferenceUid !== undefined && { frameOfReferenceUid }) },
    decisions: [],
    source: sourceAttributes(ct.headers),
    withCrop,
  };
  return savedAgain(
    ({ at, version, predecessor }) =>
      ctObjects({ ...toSave, version, predecessor, savedBy: { reader: undefined, at } }),
    out,
    REPORT,
    now,
  );
}

/** Of a segment's label and a region's name (VR LO). */
const MOST_LETTERS = 64;

const noSeries = (): TimescopeError =>
  new TimescopeError('USAGE', 'The CT is no DICOM series: its result has no study to be stored in.', {
    kind: 'usage',
    nextStep: 'Give the folder of the DICOM images instead of a NIfTI file.',
  });
