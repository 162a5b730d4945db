import type { Dataset } from '@timescope/core/dicom/write/dataset';
import { nativePixelDataHeader, part10Bytes } from '@timescope/core/dicom/write/part10';
import { dicomObject, type DicomObject, type ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { uidFrom } from '@timescope/core/dicom/write/uid';
import { joinedBytes } from '@timescope/core/joinedBytes';
import { sha256Hex } from '@timescope/core/sha256';

const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';
const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';
const COMPREHENSIVE_3D_SR = '1.2.840.10008.5.1.4.1.1.88.34';

export const handMadeStudy = uidFrom('hand-made', 'study');

/**
 * A saved version of three small objects: two images and a report last.
 * @param content anything that tells versions apart
 */
export function handMadeResult(
  content: string,
  { time = '101112', predecessor = null as string | null, study = handMadeStudy, patient = 'Hand^Made' } = {},
): ResultObjects {
  const key = sha256Hex(`${content} of ${study} after ${predecessor ?? 'nothing'}`);
  const about = { key, time, study, patient, content };
  return {
    key,
    predecessor,
    objects: [
      image('tissue', SEGMENTATION, about),
      image('map', SECONDARY_CAPTURE, about),
      report('scores', about),
    ],
  };
}

interface About {
  readonly key: string;
  readonly time: string;
  readonly study: string;
  readonly patient: string;
  readonly content: string;
}

function image(name: string, SOPClassUID: string, about: About): DicomObject {
  const side = 64;
  const dataset = {
    ...common(name, SOPClassUID, about),
    Modality: 'OT',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: side,
    Columns: side,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
  };
  const shift = about.content.length;
  const pixels = Uint8Array.from({ length: side * side }, (_, index) => (index * 7 + shift) % 256);
  const file = joinedBytes([part10Bytes(dataset), nativePixelDataHeader(pixels.length), pixels]);
  return dicomObject(name, dataset, file);
}

function report(name: string, about: About): DicomObject {
  const dataset: Dataset = {
    ...common(name, COMPREHENSIVE_3D_SR, about),
    Modality: 'SR',
    CompletionFlag: 'COMPLETE',
    VerificationFlag: 'UNVERIFIED',
    ValueType: 'CONTAINER',
    ContinuityOfContent: 'SEPARATE',
    ContentSequence: [{ RelationshipType: 'CONTAINS', ValueType: 'TEXT', TextValue: about.content }],
  };
  return dicomObject(name, dataset, part10Bytes(dataset));
}

const common = (name: string, SOPClassUID: string, { key, time, study, patient }: About): Dataset => ({
  SOPClassUID,
  SOPInstanceUID: uidFrom(key, name),
  StudyInstanceUID: study,
  SeriesInstanceUID: uidFrom(key, name, 'series'),
  StudyID: '1',
  StudyDate: '20261122',
  StudyTime: '080000',
  AccessionNumber: 'A1',
  ReferringPhysicianName: '',
  PatientName: patient,
  PatientID: 'HM1',
  PatientBirthDate: '19500101',
  PatientSex: 'O',
  SeriesNumber: 1,
  InstanceNumber: 1,
  SeriesDescription: `TIMEscope ${name}`,
  ContentDate: '20261122',
  ContentTime: time,
});
