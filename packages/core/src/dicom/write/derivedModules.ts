import { RESEARCH_USE } from '../../researchUse';
import { VERSION } from '../../version';
import { text, type DicomJson } from '../json';
import type { ReferencedObject } from '../contentItem';
import { copied } from './copied';
import type { Dataset } from './dataset';
import type { SavedBy } from './resultObjects';

/** What a derived object takes over from the images that it was made of. */
export interface SourceAttributes {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly frameOfReferenceUid: string | undefined;
  /** Patient, patient study and general study modules. */
  readonly patientAndStudy: Dataset;
  /** Frame of reference module. */
  readonly frameOfReference: Dataset;
  /** Specimen module; empty where the images show none. */
  readonly specimen: Dataset;
  /** In the order they were given. */
  readonly images: readonly ReferencedObject[];
}

const PATIENT_AND_STUDY = [
  '00080020', // Study Date
  '00080030', // Study Time
  '00080050', // Accession Number
  '00080051', // Issuer of Accession Number Sequence
  '00080090', // Referring Physician's Name
  '00081030', // Study Description
  '00081032', // Procedure Code Sequence
  '00100010', // Patient's Name
  '00100020', // Patient ID
  '00100021', // Issuer of Patient ID
  '00100024', // Issuer of Patient ID Qualifiers Sequence
  '00100030', // Patient's Birth Date
  '00100040', // Patient's Sex
  '00101002', // Other Patient IDs Sequence
  '00101010', // Patient's Age
  '00101020', // Patient's Size
  '00101030', // Patient's Weight
  '00120062', // Patient Identity Removed
  '00120063', // De-identification Method
  '00120064', // De-identification Method Code Sequence
  '0020000D', // Study Instance UID
  '00200010', // Study ID
];

const SPECIMEN = [
  '00400512', // Container Identifier
  '00400513', // Issuer of the Container Identifier Sequence
  '00400518', // Container Type Code Sequence
  '00400560', // Specimen Description Sequence
];

/** Attributes of type 2: empty where the source lacks them. */
const EMPTY_ALLOWED: Dataset = {
  StudyDate: '',
  StudyTime: '',
  AccessionNumber: '',
  ReferringPhysicianName: '',
  PatientName: '',
  PatientID: '',
  PatientBirthDate: '',
  PatientSex: '',
  StudyID: '',
};

/**
 * @param instances metadata of the images that a result was made of (of one series, so of one study and patient)
 * @throws Error without an image.
 */
export function sourceAttributes(instances: readonly DicomJson[]): SourceAttributes {
  const [first] = instances;
  if (!first) throw new Error('A derived object needs the images that it was made of.');
  const uid = (tag: string) => text(first, tag) ?? '';
  return {
    studyInstanceUid: uid('0020000D'),
    seriesInstanceUid: uid('0020000E'),
    frameOfReferenceUid: text(first, '00200052'),
    patientAndStudy: { ...EMPTY_ALLOWED, ...copied(first, PATIENT_AND_STUDY) },
    frameOfReference: copied(first, ['00200052', '00201040']),
    specimen: copied(first, SPECIMEN),
    images: instances.map(instance => ({
      sopClassUid: text(instance, '00080016') ?? '',
      sopInstanceUid: text(instance, '00080018') ?? '',
    })),
  };
}

/** What tells one derived object from the others of its result. */
export interface DerivedObject {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly modality: 'SEG' | 'ANN' | 'SR' | 'OT' | 'RTSTRUCT' | 'DOC';
  readonly seriesNumber: number;
  /** A sentence that a human understands. */
  readonly seriesDescription: string;
}

/** SOP common, patient, study, series and (enhanced) equipment modules, with the time of saving. */
export function derivedModules(source: SourceAttributes, object: DerivedObject, saved: SavedBy): Dataset {
  const { date, time } = saved.at;
  return {
    ...source.patientAndStudy,
    SOPClassUID: object.sopClassUid,
    SOPInstanceUID: object.sopInstanceUid,
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    SeriesInstanceUID: object.seriesInstanceUid,
    SeriesNumber: object.seriesNumber,
    SeriesDescription: object.seriesDescription,
    SeriesDate: date,
    SeriesTime: time,
    ContentDate: date,
    ContentTime: time,
    InstanceNumber: 1,
    Modality: object.modality,
    Manufacturer: 'TIMEscope',
    ManufacturerModelName: 'TIMEscope',
    DeviceSerialNumber: '0',
    SoftwareVersions: VERSION,
  };
}

/**
 * Content identification of segmentations, maps and annotations (PS3.3 table 10-12). The description has 64 characters
 * and holds the research-use sentence; what it is, the series description says.
 * @param label a code string: capitals, digits, space and underscore, at most 16.
 */
export function contentIdentification(label: string, { reader }: SavedBy): Dataset {
  return {
    ContentLabel: label,
    ContentDescription: RESEARCH_USE,
    ContentCreatorName: reader ?? 'TIMEscope',
  };
}
