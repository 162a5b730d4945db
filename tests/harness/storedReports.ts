import type { DicomJson } from '@timescope/core/dicom/json';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { ctObjects } from '@timescope/extension-ct-radiomics/evidence/ctObjects';
import type { CtToSave } from '@timescope/extension-ct-radiomics/evidence/ctToSave';
import { immuneObjects } from '@timescope/extension-ihc-scoring/evidence/immuneObjects';
import { slideObjects } from '@timescope/extension-ihc-scoring/evidence/slideObjects';
import type { SlideToSave } from '@timescope/extension-ihc-scoring/evidence/slideToSave';
import { immuneToSave } from './handMadeImmune';
import { savedCt } from './savedCt';
import { measuredSlide, withOneCellFlipped } from './measuredSlide';
import { of } from './slideMetadata';

/** The reports of one patient as our writers store them: a CT, the immune indices, a slide of two dates. */
export interface StoredReports {
  readonly ct: DicomJson;
  readonly immune: DicomJson;
  readonly earlier: DicomJson;
  readonly later: DicomJson;
}

export async function storedReports(): Promise<StoredReports> {
  const slide = await measuredSlide(320, 280);
  return {
    ct: ofPatient(reportOf(ctObjects(withMeasuredNetworks(await savedCt())))),
    immune: ofPatient(reportOf(immuneObjects(immuneToSave()))),
    earlier: slideOn('20260119', slide),
    later: slideOn('20260302', withOneCellFlipped(slide, null)),
  };
}

export function reportOf({ objects }: ResultObjects): DicomJson {
  const report = objects.at(-1);
  if (!report) throw new Error('There is no report.');
  return readPart10(report.bytes).dataset;
}

/** The hand-made inputs are of different invented patients. */
export const ofPatient = (report: DicomJson, id = 'P-17', issuer = 'HOSPITAL'): DicomJson => ({
  ...report,
  '00100010': of('PN', { Alphabetic: 'Berg^Ida' }),
  '00100020': of('LO', id),
  '00100021': of('LO', issuer),
});

const slideOn = (date: string, slide: SlideToSave): DicomJson =>
  ofPatient({ ...reportOf(slideObjects(slide)), '00080020': of('DA', date) });

/** The networks of the tests were measured on nothing. */
function withMeasuredNetworks(saved: CtToSave): CtToSave {
  const { tsr, ...others } = saved.outcome.result.targets;
  if (!tsr) throw new Error('There is no TSR.');
  const measured = { ...tsr, model: { ...tsr.model, auc: { value: 0.87, data: '120 held-out patients' } } };
  const result = { ...saved.outcome.result, targets: { tsr: measured, ...others } };
  return { ...saved, outcome: { ...saved.outcome, result } };
}
