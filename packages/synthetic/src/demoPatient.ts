import type { StudyDescription } from '@timescope/core/dicom/write/description';
import type { SlideDescription } from '@timescope/core/dicom/write/description';
import type { CtDescription } from '@timescope/core/dicom/write/ctInstance';
import { uidFrom } from '@timescope/core/dicom/write/uid';
import { DEMO_PATIENT } from '@timescope/core/report/demoPatient';

/** Changes with every change of what is drawn, so that a stored study never meets other pixels under its UIDs. */
const DRAWING = '2';
const uid = (...parts: string[]) => uidFrom('TIMEscope demonstration', DRAWING, ...parts);

/** No one: both studies belong to this invented patient. */
const patient: StudyDescription['patient'] = {
  name: 'TIMESCOPE^DEMO',
  ...DEMO_PATIENT,
  birthDate: '19610412',
  sex: 'F',
};

export const demoSlideDescription: SlideDescription = {
  patient,
  study: {
    uid: uid('slide', 'study'),
    date: '20260119',
    time: '101500',
    id: 'TS-PATH-1',
    accessionNumber: 'TS-S26-0001',
    description: 'Colon tumour, Ki-67 immunohistochemistry (synthetic)',
    referringPhysician: 'SYNTHETIC^REFERRER',
  },
  series: {
    uid: uid('slide', 'series'),
    number: 1,
    description: 'Ki-67 IHC, synthetic demonstration slide',
  },
  specimen: {
    containerIdentifier: 'TS-S26-0001-A-1-3',
    specimenIdentifier: 'TS-S26-0001-A-1-3',
    specimenUid: uid('specimen'),
    anatomy: ['71854001', 'SCT', 'Colon'],
    stains: [['12710003', 'SCT', 'Hematoxylin stain'], 'Ki-67 antibody, DAB'],
  },
  opticalPath: { identifier: '1', description: 'Brightfield', objectivePower: 40 },
  frameOfReferenceUid: uid('slide', 'frame of reference'),
  acquiredAt: { date: '20260119', time: '101500' },
  originMm: { x: 8, y: 30 },
};

/** What stains the serial sections, and which block and day each comes from. */
const sectionFacts = {
  he: {
    number: 1,
    title: 'H&E',
    stains: [
      ['12710003', 'SCT', 'Hematoxylin stain'],
      ['36879007', 'SCT', 'Water soluble eosin stain'],
    ],
  },
  cd3: {
    number: 2,
    title: 'CD3 IHC',
    stains: [['12710003', 'SCT', 'Hematoxylin stain'], 'CD3 antibody, DAB'],
  },
  cd8: {
    number: 3,
    title: 'CD8 IHC',
    stains: [['12710003', 'SCT', 'Hematoxylin stain'], 'CD8 antibody, DAB'],
  },
  'cd8-week-6': {
    number: 1,
    title: 'CD8 IHC',
    stains: [['12710003', 'SCT', 'Hematoxylin stain'], 'CD8 antibody, DAB'],
  },
  'cd3-week-6': {
    number: 2,
    title: 'CD3 IHC',
    stains: [['12710003', 'SCT', 'Hematoxylin stain'], 'CD3 antibody, DAB'],
  },
} as const;

/** A serial section of the patient's block, or of the biopsy six weeks later; sections of a block share its specimen. */
export function demoSectionDescription(name: keyof typeof sectionFacts): SlideDescription {
  const { number, title, stains } = sectionFacts[name];
  const isLater = name.endsWith('-week-6');
  const specimen = isLater ? 'TS-S26-0044-A-1' : 'TS-S26-0001-A-2';
  const date = isLater ? '20260302' : '20260119';
  const when = isLater ? 'week 6 of treatment' : 'before treatment';
  return {
    patient,
    study: {
      uid: uid('sections', 'study', specimen),
      date,
      time: '112000',
      id: isLater ? 'TS-PATH-3' : 'TS-PATH-2',
      accessionNumber: specimen.slice(0, 11),
      description: `Colon tumour, immune cells, ${when} (synthetic)`,
      referringPhysician: 'SYNTHETIC^REFERRER',
    },
    series: {
      uid: uid('sections', 'series', name),
      number,
      description: `${title}, synthetic serial section`,
    },
    specimen: {
      containerIdentifier: `${specimen}-${number}`,
      specimenIdentifier: specimen,
      specimenUid: uid('specimen', specimen),
      anatomy: ['71854001', 'SCT', 'Colon'],
      stains,
    },
    opticalPath: { identifier: '1', description: 'Brightfield', objectivePower: 20 },
    frameOfReferenceUid: uid('sections', 'frame of reference', name),
    acquiredAt: { date, time: '112000' },
    originMm: { x: 8, y: 30 },
  };
}

export const demoCtDescription: CtDescription = {
  patient,
  study: {
    uid: uid('ct', 'study'),
    date: '20260112',
    time: '084200',
    id: 'TS-CT-1',
    accessionNumber: 'TS-R26-0001',
    description: 'CT abdomen, portal venous (synthetic)',
    referringPhysician: 'SYNTHETIC^REFERRER',
  },
  series: {
    uid: uid('ct', 'series'),
    number: 2,
    description: 'Abdomen 5 mm soft tissue, synthetic demonstration scan',
  },
  frameOfReferenceUid: uid('ct', 'frame of reference'),
  acquiredAt: { date: '20260112', time: '084600' },
  bodyPart: 'ABDOMEN',
  patientPosition: 'HFS',
  sliceThicknessMm: 5,
  spacingMm: { x: 0.75, y: 0.75 },
  kilovolts: 120,
  convolutionKernel: 'SOFT',
  contrastAgent: 'Iodinated contrast, simulated',
  window: { centre: 40, width: 400 },
};
