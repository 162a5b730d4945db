import { sourceAttributes, type DerivedObject } from '@timescope/core/dicom/write/derivedModules';
import type { DicomJson } from '@timescope/core/dicom/json';
import type { CtVolume } from '@timescope/core/volume';
import { handMadeCt } from './handMadeCt';

/** Headers of the slices of a hand-made CT, as a PACS gives them. */
export const headersOf = ({ sliceUids, frameOfReferenceUid }: CtVolume): readonly DicomJson[] =>
  sliceUids.map(uid => ({
    '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.2'] },
    '00080018': { vr: 'UI', Value: [uid] },
    '00080020': { vr: 'DA', Value: ['20260102'] },
    '00080030': { vr: 'TM', Value: ['101010'] },
    '00200010': { vr: 'SH', Value: ['1'] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Made^By Hand' }] },
    '00100020': { vr: 'LO', Value: ['P-1'] },
    '0020000D': { vr: 'UI', Value: ['2.25.100'] },
    '0020000E': { vr: 'UI', Value: ['2.25.101'] },
    '00200052': { vr: 'UI', Value: [frameOfReferenceUid] },
    '00201040': { vr: 'LO', Value: [''] },
  }));

/** A hand-made CT that came from DICOM. */
export function ctFromDicom(...made: Parameters<typeof handMadeCt>): CtVolume {
  const ct = handMadeCt(...made);
  return {
    ...ct,
    sliceUids: Array.from({ length: ct.size[2] }, (_, k) => `2.25.${200 + k}`),
    instanceNumbers: Array.from({ length: ct.size[2] }, (_, k) => 2 * k + 1),
    seriesUid: '2.25.101',
    studyUid: '2.25.100',
    frameOfReferenceUid: '2.25.102',
  };
}

export const derivedFrom = (headers: readonly DicomJson[], name: string): DerivedObject => ({
  source: sourceAttributes(headers),
  savedBy: { reader: 'Reader^One', at: { date: '20261122', time: '101500' } },
  key: 'a'.repeat(64),
  name,
  seriesNumber: 700,
  seriesDescription: 'TIMEscope, made by a test',
});
