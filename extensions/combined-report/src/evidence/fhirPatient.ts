import type { ReportDocument } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import type { FhirResource } from './fhirReport';
import { printable } from '@timescope/core/report/printable';

const words = reportStrings.patient;

/** Whom the report is about, as far as its rows say it; what is not given is left out. */
export function patientResource({ patient, demonstrationPatient }: ReportDocument, id: string): FhirResource {
  const of = (label: string) => {
    const row = patient.find(each => each.label === label);
    return row?.value.text === reportStrings.notGiven || row?.value.because !== undefined ? undefined : row;
  };
  const text = (label: string) => printable(of(label)?.value.text ?? '', () => true);
  const [number, name, born] = [text(words.id), text(words.name), text(words.birthDate)];
  const issuer = printable(of(words.id)?.detail ?? '', () => true);
  const gender = Object.values(words.sexes).find(each => each === text(words.sex));
  return {
    resourceType: 'Patient',
    id,
    ...(number !== '' && {
      identifier: [{ value: number, ...(issuer !== '' && { assigner: { display: issuer } }) }],
    }),
    ...(name !== '' && { name: [{ text: name }] }),
    ...(/^\d{4}-\d\d-\d\d$/.test(born) && { birthDate: born }),
    ...(gender !== undefined && { gender }),
    ...(demonstrationPatient && { meta: { tag: [{ display: reportStrings.demonstrationPatient }] } }),
  };
}
