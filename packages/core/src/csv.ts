/** A value of a table; undefined and NaN are empty. */
export type CsvValue = string | number | null | undefined;

/** One line of a CSV file (RFC 4180), with its end. */
export const csvRow = (values: readonly CsvValue[]): string => `${values.map(cell).join(',')}\n`;

/** Spreadsheets run text that begins so as a formula; a quote before it makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
