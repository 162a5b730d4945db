import { immuneObjects } from '@timescope/extension-ihc-scoring/evidence/immuneObjects';
import type { ImmuneToSave } from '@timescope/extension-ihc-scoring/evidence/immuneToSave';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import type { StudyDescription } from '@timescope/core/dicom/write/description';
import path from 'node:path';
import { immuneToSave } from './handMadeImmune';
import { ofPatient, writeResults } from './patientReports';
import { measureTinyPatient, writeTinyPatient } from './tinyPatient';

/** The invented patient of the demonstration, whose predictions by demonstration weights are shown. */
export const demoPatient: StudyDescription['patient'] = {
  name: 'TIMESCOPE^DEMO',
  id: 'TS-DEMO-1',
  issuer: 'TIMESCOPE',
  birthDate: '19610412',
  sex: 'F',
};

/** Another patient of the same name. */
export const namesake: StudyDescription['patient'] = {
  ...demoPatient,
  id: 'TS-OTHER-7',
  birthDate: '19440229',
};

/** In a folder: CT, slide and what the command line stored of them, and every immune index of hand-made slides. */
export async function writeReportedPatient(
  folder: string,
  patient: StudyDescription['patient'],
): Promise<void> {
  await writeTinyPatient(folder, patient);
  await measureTinyPatient(folder);
  await writeImmuneResult(path.join(folder, 'immune'), patient);
}

/** Every immune index, as if the slides were of this patient. */
export const writeImmuneResult = (folder: string, patient: StudyDescription['patient']): Promise<void> =>
  writeResults(folder, [immuneOf(patient)]);

/** Indices that are the same whoever the patient is. */
let saved: ImmuneToSave | undefined;

function immuneOf(patient: StudyDescription['patient']): ResultObjects {
  saved ??= immuneToSave();
  const whose = { ...patient, study: 'immune' };
  const [first, ...others] = saved.sections;
  const sections = [ofPatient(first, whose), ...others.map(section => ofPatient(section, whose))] as const;
  return immuneObjects({ ...saved, sections });
}
