/** A number as the panel prints it, with thousands marked. */
export const number = (value: number, digits = 0): string => formatOf(digits).format(value);

/** Numbers of cells in a sentence of the pipeline, with thousands marked; years and coordinates stay as they are. */
export const withThousands = (sentence: string): string =>
  sentence.replace(/(?<![\d.,])\d{4,}(?=(?: [a-z0-9]+){0,2} cells\b)/g, digits => number(Number(digits)));

/** Made once for each number of digits: making one takes longer than all else while a line is dragged. */
const formats = new Map<number, Intl.NumberFormat>();

function formatOf(digits: number): Intl.NumberFormat {
  const format =
    formats.get(digits) ??
    new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  formats.set(digits, format);
  return format;
}
