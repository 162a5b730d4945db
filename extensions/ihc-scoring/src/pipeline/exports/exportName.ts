import { sha256Hex } from '@timescope/core/sha256';

/** What an exported file is named after. */
export interface Exported {
  readonly marker: string;
  /** The slide's own description, as its archive gives it. */
  readonly description: string;
  /** As DICOM writes it, `Family^Given`: every word of it is left out of the name. */
  readonly patientName: string | undefined;
  /** What tells the slide from all others: its series UID. Only a mark made of it stands in the name. */
  readonly slideUid: string;
  /** Of a signed result: the number of its version. */
  readonly signedVersion?: number | undefined;
}

/** Longest name without the ending: file systems take 255 bytes, people read fewer. Ours. */
const LONGEST = 80;
/** Hexadecimal digits of the slide's mark: two slides of one description have the same once in 16 million. Ours. */
const MARK = 6;

/**
 * `ki-67_breast-core-a_3fa9c1_signed-1_cells.geojson`: marker, the slide's description and its mark, the signed version,
 * what the file holds. Words of the patient's name are left out, and so are digits that may be a date of birth or a number
 * of the patient.
 */
export function exportName(
  { marker, description, patientName, slideUid, signedVersion }: Exported,
  what: string,
): string {
  const known = new Set(words(marker));
  const told = words(withoutPatient(description, patientName)).filter(word => !known.has(word));
  const stem = [words(marker), told].map(part => part.join('-')).filter(part => part !== '');
  const signed = signedVersion === undefined ? [] : [`signed-${signedVersion}`];
  const mark = sha256Hex(slideUid).slice(0, MARK);
  return [stem.join('_').slice(0, LONGEST), mark, ...signed, what].join('_');
}

/** Letters and digits of any script, in small letters. */
const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** What a slide is called, without the patient's names and without long numbers: for files that leave the archive. */
export function withoutPatient(description: string, patientName: string | undefined): string {
  const named = new Set(words(patientName ?? ''));
  return description
    .replace(/[\p{L}\p{N}]+/gu, word => (named.has(word.toLowerCase()) || /^\d{5,}$/.test(word) ? '' : word))
    .replace(/\s+/g, ' ')
    .trim();
}
