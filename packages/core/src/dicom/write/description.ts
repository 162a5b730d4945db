import { RESEARCH_USE } from '../../researchUse';
import { coded, type Code, type Dataset } from './dataset';

/** The patient, the study and the device of an object that we write. Dates are YYYYMMDD, times HHMMSS. */
export interface StudyDescription {
  readonly patient: {
    readonly name: string;
    readonly id: string;
    readonly issuer?: string;
    readonly birthDate?: string;
    /** M, F or O. */
    readonly sex?: string;
  };
  readonly study: {
    readonly uid: string;
    readonly date: string;
    readonly time: string;
    readonly id?: string;
    readonly accessionNumber?: string;
    readonly description?: string;
    readonly referringPhysician?: string;
  };
  readonly series: {
    readonly uid: string;
    readonly number: number;
    readonly description?: string;
  };
}

export interface SpecimenDescription {
  readonly containerIdentifier: string;
  readonly specimenIdentifier: string;
  readonly specimenUid: string;
  readonly anatomy?: Code;
  /** In the order they were applied; a text where no public code is known. */
  readonly stains: readonly (Code | string)[];
}

export interface OpticalPathDescription {
  readonly identifier: string;
  readonly description?: string;
  readonly objectivePower?: number;
  /** ICC profile; sRGB when absent. */
  readonly iccProfile?: ArrayBuffer;
}

export interface SlideDescription extends StudyDescription {
  readonly specimen: SpecimenDescription;
  readonly opticalPath: OpticalPathDescription;
  readonly frameOfReferenceUid: string;
  readonly acquiredAt: { readonly date: string; readonly time: string };
  /** Where the centre of the first pixel lies on the glass, mm. */
  readonly originMm: { readonly x: number; readonly y: number };
}

/** Who made it, said in every file. */
export const equipment: Dataset = {
  Manufacturer: 'TIMEscope',
  ManufacturerModelName: 'TIMEscope',
  DeviceSerialNumber: '0',
  SoftwareVersions: '0.1.0',
};

/** Patient, general study and general series modules. Attributes that may be empty are written empty. */
export function studyModules(about: StudyDescription, modality: string): Dataset {
  const { patient, study, series } = about;
  return {
    PatientName: patient.name,
    PatientID: patient.id,
    IssuerOfPatientID: patient.issuer,
    PatientBirthDate: patient.birthDate ?? '',
    PatientSex: patient.sex ?? '',
    StudyInstanceUID: study.uid,
    StudyDate: study.date,
    StudyTime: study.time,
    StudyID: study.id ?? '',
    AccessionNumber: study.accessionNumber ?? '',
    StudyDescription: study.description,
    ReferringPhysicianName: study.referringPhysician ?? '',
    Modality: modality,
    SeriesInstanceUID: series.uid,
    SeriesNumber: series.number,
    SeriesDescription: series.description,
    ImageComments: RESEARCH_USE,
    ...equipment,
  };
}

/** Specimen module (PS3.3 C.7.6.22) with the staining as one preparation step (TID 8001, 8003). */
export function specimenModule(specimen: SpecimenDescription): Dataset {
  return {
    ContainerIdentifier: specimen.containerIdentifier,
    IssuerOfTheContainerIdentifierSequence: [],
    ContainerTypeCodeSequence: coded(['433466003', 'SCT', 'Microscope slide']),
    SpecimenDescriptionSequence: [
      {
        SpecimenIdentifier: specimen.specimenIdentifier,
        SpecimenUID: specimen.specimenUid,
        IssuerOfTheSpecimenIdentifierSequence: [],
        PrimaryAnatomicStructureSequence: specimen.anatomy && coded(specimen.anatomy),
        SpecimenPreparationSequence: specimen.stains.length === 0 ? [] : [stainingStep(specimen)],
      },
    ],
  };
}

function stainingStep({ specimenIdentifier, stains }: SpecimenDescription): Dataset {
  return {
    SpecimenPreparationStepContentItemSequence: [
      {
        ValueType: 'TEXT',
        ConceptNameCodeSequence: coded(['121041', 'DCM', 'Specimen Identifier']),
        TextValue: specimenIdentifier,
      },
      codeItem(['111701', 'DCM', 'Processing type'], ['127790008', 'SCT', 'Staining']),
      ...stains.map(stainItem),
    ],
  };
}

const usingSubstance: Code = ['424361007', 'SCT', 'Using substance'];

function stainItem(stain: Code | string): Dataset {
  if (typeof stain !== 'string') return codeItem(usingSubstance, stain);
  return { ValueType: 'TEXT', ConceptNameCodeSequence: coded(usingSubstance), TextValue: stain };
}

const codeItem = (name: Code, value: Code): Dataset => ({
  ValueType: 'CODE',
  ConceptNameCodeSequence: coded(name),
  ConceptCodeSequence: coded(value),
});
