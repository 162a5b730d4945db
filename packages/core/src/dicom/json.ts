/** The DICOM JSON model (PS3.18 annex F): what QIDO and WADO metadata carry and what our readers take. */
export interface DicomElement {
  readonly vr: string;
  readonly Value?: readonly unknown[];
  readonly InlineBinary?: string;
  readonly BulkDataURI?: string;
}
/** Keys are eight upper-case hex digits. */
export type DicomJson = Readonly<Record<string, DicomElement | undefined>>;

export function values(dataset: DicomJson, tag: string): readonly unknown[] {
  return dataset[tag]?.Value ?? [];
}

/** The first value as text; a person name gives its alphabetic form. Undefined when absent or empty. */
export function text(dataset: DicomJson, tag: string): string | undefined {
  const [first] = values(dataset, tag);
  if (typeof first === 'string') return first === '' ? undefined : first;
  if (typeof first === 'number') return String(first);
  if (typeof first === 'object' && first !== null && 'Alphabetic' in first) return String(first.Alphabetic);
  return undefined;
}

/** A person name in full, alphabetic=ideographic=phonetic, as the element holds it; empty when absent. */
export const wholeName = (dataset: DicomJson, tag: string): string => personName(values(dataset, tag)[0]);

/** One value of a person name as text; empty for what is none. */
export function personName(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value : '';
  const { Alphabetic = '', Ideographic = '', Phonetic = '' } = value as Readonly<Record<string, string>>;
  return [Alphabetic, Ideographic, Phonetic].join('=').replace(/=+$/, '');
}

export function texts(dataset: DicomJson, tag: string): readonly string[] {
  return values(dataset, tag).map(String);
}

/** The values as finite numbers; values that are not numbers are left out. */
export function numbers(dataset: DicomJson, tag: string): readonly number[] {
  return values(dataset, tag).map(Number).filter(Number.isFinite);
}

export function number(dataset: DicomJson, tag: string): number | undefined {
  return numbers(dataset, tag)[0];
}

export function items(dataset: DicomJson, tag: string): readonly DicomJson[] {
  return values(dataset, tag).filter((item): item is DicomJson => typeof item === 'object' && item !== null);
}

/** The first item of a sequence. */
export function item(dataset: DicomJson, tag: string): DicomJson | undefined {
  return items(dataset, tag)[0];
}
