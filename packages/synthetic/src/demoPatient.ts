import type { StudyDescription } from '@timescope/core/dicom/write/description';
import type { SlideDescription } from '@timescope/core/dicom/write/description';
import type { CtDescription } from '@timescope/core/dicom/write/ctInstance';
import { uidFrom } from '@timescope/core/dicom/write/uid';

/** Changes with every change of what is drawn, so that a stored study never meets other pixels under its UIDs. */
const DRAWING = '2';
const uid = (...parts: string[]) => uidFrom('TIMEscope demonstration', DRAWING, ...parts);

/** No one: both studies belong to this invented patient. */
const patient: StudyDescription['patient'] = {
  name: 'TIMESCOPE^DEMO',
  id: 'TS-DEMO-1',
  issuer: 'TIMESCOPE',
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
