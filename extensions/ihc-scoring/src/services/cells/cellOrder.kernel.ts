/**
 * Numbers of the values in ascending order, or descending; equal ones keep their order, NaN comes last in both. Radix
 * sort of the floats' bits: 200,000 in a few milliseconds, where a comparison sort takes ten times as long.
 */
export function orderOf(values: Float32Array, isDescending = false): Uint32Array {
  const count = values.length;
  const keys = new Uint32Array(values.slice().buffer);
  for (let k = 0; k < count; k++) keys[k] = keyOf(values[k]!, keys[k]!, isDescending);
  let from = Uint32Array.from({ length: count }, (_, k) => k);
  let to = new Uint32Array(count);
  for (let shift = 0; shift < 33; shift += 11) {
    const starts = new Uint32Array(2049);
    for (let k = 0; k < count; k++) starts[((keys[k]! >>> shift) & 2047) + 1]!++;
    for (let s = 1; s < 2049; s++) starts[s]! += starts[s - 1]!;
    for (let k = 0; k < count; k++) {
      const number = from[k]!;
      to[starts[(keys[number]! >>> shift) & 2047]!++] = number;
    }
    [from, to] = [to, from];
  }
  return from;
}

const LAST = 0xffffffff;

/** Bits that sort as the floats do: of negatives all are turned, of others the sign. */
function keyOf(value: number, bits: number, isDescending: boolean): number {
  if (Number.isNaN(value)) return LAST;
  // -0 and 0 are equal.
  const ascending = value === 0 ? 0x80000000 : bits >>> 31 ? ~bits >>> 0 : (bits | 0x80000000) >>> 0;
  return isDescending ? ~ascending >>> 0 : ascending;
}
