import { RESEARCH_USE } from '../../researchUse';
import { objectUid } from '../../result/contentKey';
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

/** One derived object of a saved result. */
export interface DerivedObject {
  readonly source: SourceAttributes;
  readonly savedBy: SavedBy;
  /** The content key: the object's UIDs follow from it and from its name. */
  readonly key: string;
  /** Of the file, and of the object within its result: `tissue`, `map-percent-positive`. */
  readonly name: string;
  readonly seriesNumber: number;
  /** A sentence that a human understands, at most 64 characters. */
  readonly seriesDescription: string;
}

export type DerivedModality = 'SEG' | 'ANN' | 'SR' | 'OT' | 'RTSTRUCT' | 'DOC';

/** SOP common, patient, study, series and (enhanced) equipment modules. Each object is a series of its own. */
export function derivedModules(
  about: DerivedObject,
  sopClassUid: string,
  modality: DerivedModality,
): Dataset {
  const { source, key, name } = about;
  const { date, time } = about.savedBy.at;
  return {
    ...source.patientAndStudy,
    SOPClassUID: sopClassUid,
    SOPInstanceUID: objectUid(key, name),
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    SeriesInstanceUID: objectUid(key, `series ${name}`),
    SeriesNumber: about.seriesNumber,
    SeriesDescription: about.seriesDescription,
    SeriesDate: date,
    SeriesTime: time,
    ContentDate: date,
    ContentTime: time,
    InstanceNumber: 1,
    Modality: modality,
    Manufacturer: 'TIMEscope',
    ManufacturerModelName: 'TIMEscope',
    DeviceSerialNumber: '0',
    SoftwareVersions: VERSION,
  };
}

/**
 * Content identification of segmentations, maps and annotations (PS3.3 table 10-12). The label is a code string of at
 * most 16 characters, made of the object's name. The description has room for 64 and holds the research-use sentence;
 * what the object is, its series description says.
 */
export function contentIdentification({ name, savedBy }: DerivedObject) {
  return {
    ContentLabel: name
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, '_')
      .slice(0, 16),
    ContentDescription: RESEARCH_USE,
    ContentCreatorName: savedBy.reader ?? 'TIMEscope',
  } satisfies Dataset;
}
