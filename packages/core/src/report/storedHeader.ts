import { dcm, WARNING } from '../dicom/codes';
import { number, text, wholeName, type DicomJson } from '../dicom/json';
import { subjectOf } from '../dicomweb/studyResults';
import { DEMO_PATIENT } from './demoPatient';
import { itemsNamed, type NumberedReport } from './numberedReport';
import type { ReportSource } from './reportDocument';
import type { ReportPatient, StoredHeader } from './reportFacts';

/** What a stored report says of itself. */
export function storedHeader(kind: ReportSource['kind'], report: NumberedReport): StoredHeader {
  const { dataset } = report;
  const of = (tag: string) => text(dataset, tag) ?? '';
  return {
    source: {
      kind,
      title: subjectOf(dataset),
      version: number(dataset, '00200013') ?? 1,
      savedAt: isoMoment(of('00080023') + of('00080033')),
      reader:
        itemsNamed(report.items, 'PNAME', dcm('121008', 'Person Observer Name'))[0]?.content.person ?? '',
      studyInstanceUid: of('0020000D'),
      seriesInstanceUid: of('0020000E'),
      sopClassUid: of('00080016'),
      sopInstanceUid: report.uid,
    },
    studyDate: of('00080020'),
    accession: of('00080050'),
    warnings: itemsNamed(report.items, 'TEXT', WARNING).map(({ content }) => content.text),
    software: [of('00080070'), of('00181020')].filter(part => part !== '').join(' '),
  };
}

/** Patient module, as the report carries it. */
export function patientOf(dataset: DicomJson): ReportPatient {
  const of = (tag: string) => text(dataset, tag) ?? '';
  const [id, issuer] = [of('00100020').trim(), of('00100021').trim()];
  return {
    id,
    issuer,
    name: wholeName(dataset, '00100010'),
    birthDate: of('00100030'),
    sex: of('00100040'),
    synthetic: id === DEMO_PATIENT.id && issuer === DEMO_PATIENT.issuer,
  };
}

/** YYYYMMDD, YYYYMMDDHHMMSS with whatever follows, or ISO 8601 already, as ISO 8601 to the second; as far as it is known. */
export function isoMoment(written: string): string {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?/.exec(written) ?? [];
  if (year === undefined || month === undefined || day === undefined) return written;
  const date = `${year}-${month}-${day}`;
  return hour === undefined || minute === undefined ? date : `${date}T${hour}:${minute}:${second ?? '00'}`;
}
