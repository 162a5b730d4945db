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
