/** Characters of a decimal string (VR DS). */
const MOST_CHARACTERS = 16;

/**
 * A number as DICOM decimal string: as many of its digits as have room.
 * @throws RangeError for a number that is not finite
 */
export function decimalString(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not a decimal`);
  for (let digits = MOST_CHARACTERS; digits > 0; digits--) {
    const written = String(Number(value.toPrecision(digits)));
    if (written.length <= MOST_CHARACTERS) return written;
  }
  // From 1e16 to 1e21 String writes every zero.
  return value.toExponential(9);
}
