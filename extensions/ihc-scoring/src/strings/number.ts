/** A number as the panel prints it, with thousands marked. */
export const number = (value: number, digits = 0): string => formatOf(digits).format(value);

/** Made once for each number of digits: making one takes longer than all else while a line is dragged. */
const formats = new Map<number, Intl.NumberFormat>();

function formatOf(digits: number): Intl.NumberFormat {
  const format =
    formats.get(digits) ??
    new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  formats.set(digits, format);
  return format;
}
