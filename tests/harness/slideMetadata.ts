import type { DicomElement, DicomJson } from '@timescope/core/dicom/json';

/** An element of DICOM JSON. */
export const of = (vr: string, ...Value: unknown[]): DicomElement => ({ vr, Value });
/** Shared functional groups with a pixel spacing in mm, rows first. */
export const spacingOf = (y: number, x: number): DicomElement =>
  of('SQ', { '00289110': of('SQ', { '00280030': of('DS', y, x) }) });

/** A level of 5 x 3 pixels in tiles of 2 x 2: three tiles across, two down. */
export const level = (changes: Record<string, DicomElement | undefined> = {}): DicomJson => ({
  '00080008': of('CS', 'DERIVED', 'PRIMARY', 'VOLUME', 'NONE'),
  '00080016': of('UI', '1.2.840.10008.5.1.4.1.1.77.1.6'),
  '00080018': of('UI', '1.2.3'),
  '00083002': of('UI', '1.2.840.10008.1.2.1'),
  '00209311': of('CS', 'TILED_FULL'),
  '00280002': of('US', 3),
  '00280004': of('CS', 'RGB'),
  '00280008': of('IS', 6),
  '00280010': of('US', 2),
  '00280011': of('US', 2),
  '00280100': of('US', 8),
  '00480006': of('UL', 5),
  '00480007': of('UL', 3),
  '52009229': spacingOf(0.0005, 0.00025),
  ...changes,
});
