import { dcm, NO_UNITS } from '@timescope/core/dicom/codes';
import type { SourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import { measurementGroup, measurementReport } from '@timescope/core/dicom/write/measurementReport';
import { numberItem, textItem } from '@timescope/core/dicom/write/reportItems';
import type { ResultObjects } from '@timescope/core/dicom/write/resultObjects';
import { uidFrom } from '@timescope/core/dicom/write/uid';
import { PROBABILITY } from '@timescope/core/report/ctCodes';
import { CELL_COUNT, CELLS, SIGNED_VERSION } from '@timescope/core/report/slideCodes';
import { describer, reportedResult } from '@timescope/core/result/reportedResult';
import { sha256Hex } from '@timescope/core/sha256';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Whose result it is, and in which study it lies. */
export interface Whose {
  readonly id: string;
  readonly issuer?: string;
  readonly name?: string;
  readonly birthDate?: string;
  readonly sex?: string;
  /** Tells studies apart. */
  readonly study?: string;
  readonly studyDate?: string;
}

/** A saved result as if its images were of this patient and study. */
export function ofPatient<Saved extends { readonly source: SourceAttributes }>(
  saved: Saved,
  whose: Whose,
): Saved {
  const { study = '1', id } = whose;
  const { patientAndStudy, studyInstanceUid } = studyOf(whose);
  const seriesInstanceUid = uidFrom('patient reports', id, study, saved.source.seriesInstanceUid);
  const merged = { ...saved.source.patientAndStudy, ...patientAndStudy };
  return {
    ...saved,
    source: { ...saved.source, studyInstanceUid, seriesInstanceUid, patientAndStudy: merged },
  };
}

export interface SmallReport {
  readonly kind: 'ct' | 'slide' | 'report';
  /** HHMMSS of its saving. */
  readonly time?: string;
  readonly version?: number;
  readonly signed?: boolean;
  readonly region?: string;
}

/** A report as our writers make it, with one number in it; alone in its study. */
export function smallReport(
  whose: Whose,
  { kind, time = '101600', version = 1, signed = false, region = 'Tumour' }: SmallReport,
): ResultObjects {
  const key = sha256Hex(JSON.stringify([whose, kind, time, version, region]));
  const seriesInstanceUid = uidFrom('patient reports', whose.id, whose.study ?? '1', kind);
  const saved = {
    source: { ...noImages, ...studyOf(whose), seriesInstanceUid },
    savedBy: { reader: 'Reader^One', at: { date: '20261122', time } },
    predecessor: null,
    version,
  };
  const { of, what, number } = WORDS[kind];
  const about = describer(saved, key, of)('report', what);
  const root = measurementReport({
    reader: 'Reader^One',
    procedure: dcm('112703', 'Whole Slide Imaging'),
    groups: [measurementGroup('1501', { id: region, uid: uidFrom(key, region) }, [number])],
    after: signed ? [textItem('CONTAINS', SIGNED_VERSION, '1')] : [],
  });
  const named = kind === 'report' ? { ...root, name: dcm('126001', 'Oncology Measurement Report') } : root;
  return reportedResult(saved, about, [], named, {});
}

const WORDS = {
  ct: { of: 'CT', what: 'prediction', number: numberItem(PROBABILITY, NO_UNITS, 0.5) },
  slide: { of: 'Ki-67', what: 'scores', number: numberItem(CELL_COUNT, CELLS, 7) },
  report: { of: 'report', what: 'combined report', number: numberItem(PROBABILITY, NO_UNITS, 0.5) },
} as const;

const noImages = {
  frameOfReferenceUid: undefined,
  frameOfReference: {},
  specimen: {},
  images: [{ sopClassUid: '1.2.840.10008.5.1.4.1.1.2', sopInstanceUid: '1.2.3.4' }],
};

function studyOf(whose: Whose): Pick<SourceAttributes, 'studyInstanceUid' | 'patientAndStudy'> {
  const { id, issuer, name = 'Made^By Hand', birthDate = '', sex = '', study = '1' } = whose;
  const studyInstanceUid = uidFrom('patient reports', id, study);
  return {
    studyInstanceUid,
    patientAndStudy: {
      PatientID: id,
      IssuerOfPatientID: issuer,
      PatientName: name,
      PatientBirthDate: birthDate,
      PatientSex: sex,
      StudyInstanceUID: studyInstanceUid,
      StudyDate: whose.studyDate ?? '20260102',
      StudyTime: '101010',
      StudyID: '1',
      AccessionNumber: '',
      ReferringPhysicianName: '',
    },
  };
}

/** Writes all objects of results into a folder that a server may serve. */
export async function writeResults(folder: string, results: readonly ResultObjects[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { objects } of results)
    for (const { sopInstanceUid, bytes } of objects)
      await writeFile(path.join(folder, `${sopInstanceUid}.dcm`), bytes);
}

/** The result with its report as a Japanese system writes it: the patient's name in ISO 2022 IR 87 (PS3.5 H.3.1). */
export function withJapaneseName(result: ResultObjects): ResultObjects {
  const latin = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0));
  const name = 'Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B';
  const objects = result.objects.map((object, at) => {
    if (at < result.objects.length - 1) return object;
    const named = withElement(object.bytes, [0x10, 0, 0x10, 0], latin(name));
    return { ...object, bytes: withElement(named, [8, 0, 5, 0], latin('\\ISO 2022 IR 87')) };
  });
  return { ...result, objects };
}

/** A result's file as if it were no report: a study of the patient in which nothing of ours is stored. */
export const asImage = (result: ResultObjects): ResultObjects => ({
  ...result,
  objects: result.objects.map(object => ({
    ...object,
    bytes: withElement(object.bytes, [8, 0, 0x60, 0], new TextEncoder().encode('OT')),
  })),
});

/** A file with another value of its first element of this tag, one with a short length. */
function withElement(file: Uint8Array, tag: readonly number[], value: Uint8Array): Uint8Array {
  const HEAD = 132;
  const at = file.findIndex((_, from) => from > HEAD && tag.every((byte, n) => file[from + n] === byte));
  const before = new DataView(file.buffer, file.byteOffset).getUint16(at + 6, true);
  const length = value.length + (value.length % 2);
  const changed = new Uint8Array(file.length - before + length).fill(0x20);
  changed.set(file.subarray(0, at + 6));
  new DataView(changed.buffer).setUint16(at + 6, length, true);
  changed.set(value, at + 8);
  changed.set(file.subarray(at + 8 + before), at + 8 + length);
  return changed;
}
