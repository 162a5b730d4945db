/**
 * A data set to be written: keys are keywords of PS3.6 ("PatientName"), a sequence is an array of data sets. The writer
 * knows each keyword's value representation.
 */
export interface Dataset {
  readonly [keyword: string]: DatasetValue | undefined;
}
export type DatasetValue =
  string | number | ArrayBuffer | readonly string[] | readonly number[] | readonly Dataset[];

/** A coded concept: value, scheme designator, meaning. */
export type Code = readonly [value: string, scheme: string, meaning: string];

export const coded = ([CodeValue, CodingSchemeDesignator, CodeMeaning]: Code): readonly Dataset[] => [
  { CodeValue, CodingSchemeDesignator, CodeMeaning },
];

/**
 * A number as DICOM decimal string of at most 16 characters, the nearest that fits.
 * @throws RangeError for a number that is not finite.
 */
export function decimal(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not a decimal`);
  for (let digits = 15; digits > 0; digits--) {
    const written = String(Number(value.toPrecision(digits)));
    if (written.length <= 16) return written;
  }
  return '0';
}
