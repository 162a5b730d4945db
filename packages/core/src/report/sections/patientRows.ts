import { dcm } from '../../dicom/codes';
import { printedDate, printedText } from '../printed';
import { readableMoment } from '../readableMoment';
import { readableName } from '../readableName';
import type { ReportRow } from '../reportDocument';
import type { ReportFacts } from '../reportFacts';
import { reportStrings } from '../strings';

const words = reportStrings.patient;

/** Whom the report is about, as the stored objects say it. */
export function patientRows(
  { patient, ct, immune, earlierImmune, slides }: ReportFacts,
  madeAt: string,
): readonly ReportRow[] {
  const tissue = [immune, ...earlierImmune, ...slides];
  const accessions = distinct([ct, ...tissue].map(each => each?.accession ?? ''));
  const slideDates = distinct(tissue.map(each => printedDate(each?.studyDate ?? '')));
  return [
    {
      label: words.name,
      value: printedText(readableName(patient.name)),
      code: dcm('121029', 'Subject Name'),
    },
    {
      label: words.id,
      value: printedText(patient.id),
      ...(patient.issuer !== '' && { detail: words.issuer(patient.issuer) }),
      code: dcm('121030', 'Subject ID'),
    },
    {
      label: words.birthDate,
      value: printedText(printedDate(patient.birthDate)),
      code: dcm('121031', 'Subject Birth Date'),
    },
    {
      label: words.sex,
      value: printedText(words.sexes[patient.sex] ?? patient.sex),
      code: dcm('121032', 'Subject Sex'),
    },
    {
      label: words.accessions,
      value: printedText(accessions.join(', ')),
      code: dcm('121022', 'Accession Number'),
    },
    {
      label: words.ctDate,
      value: printedText(printedDate(ct?.studyDate ?? '')),
      code: dcm('111060', 'Study Date'),
    },
    {
      label: words.slideDates,
      value: printedText(slideDates.sort().join(', ')),
      code: dcm('111060', 'Study Date'),
    },
    {
      label: words.madeAt,
      value: printedText(readableMoment(madeAt)),
      code: dcm('121135', 'Observation DateTime'),
    },
  ];
}

const distinct = (all: readonly string[]): string[] => [...new Set(all.filter(each => each !== ''))];
