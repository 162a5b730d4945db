/** A square matrix by rows. */
export interface Square {
  readonly size: number;
  readonly values: Float64Array;
}

export const zeros = (size: number): Square => ({ size, values: new Float64Array(size * size) });

/** Ours: a pivot below this part of its diagonal element means that the column is a combination of those before. */
const SINGULAR = 1e-11;

/**
 * The inverse of a symmetric positive definite matrix by Gauss-Jordan elimination without exchanges, or the first column
 * that is a combination of the columns before it.
 */
export function inverse({ size, values }: Square): Square | { readonly dependent: number } {
  if (values.length !== size * size) throw new RangeError('a square matrix has size x size values');
  const [left, right] = [values.slice(), identity(size)];
  for (let pivot = 0; pivot < size; pivot++) {
    const diagonal = left[pivot * size + pivot]!;
    if (!(diagonal > SINGULAR * values[pivot * size + pivot]!)) return { dependent: pivot };
    for (let row = 0; row < size; row++) {
      if (row === pivot) continue;
      const factor = left[row * size + pivot]! / diagonal;
      if (factor === 0) continue;
      for (let column = 0; column < size; column++) {
        left[row * size + column]! -= factor * left[pivot * size + column]!;
        right[row * size + column]! -= factor * right[pivot * size + column]!;
      }
    }
    for (let column = 0; column < size; column++) {
      left[pivot * size + column]! /= diagonal;
      right[pivot * size + column]! /= diagonal;
    }
  }
  return { size, values: right };
}

export function times({ size, values }: Square, vector: Float64Array): Float64Array {
  if (vector.length !== size) throw new RangeError('the vector must have one value a column');
  const product = new Float64Array(size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      product[row]! += values[row * size + column]! * vector[column]!;
  return product;
}

export function dot(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) throw new RangeError('both vectors must be equally long');
  let total = 0;
  for (let at = 0; at < a.length; at++) total += a[at]! * b[at]!;
  return total;
}

/** The rows and columns with these indices. */
export function part({ size, values }: Square, kept: readonly number[]): Square {
  if (kept.some(index => index >= size)) throw new RangeError('an index lies outside the matrix');
  return {
    size: kept.length,
    values: Float64Array.from(kept.flatMap(row => kept.map(column => values[row * size + column]!))),
  };
}

function identity(size: number): Float64Array {
  const values = new Float64Array(size * size);
  for (let at = 0; at < size; at++) values[at * size + at] = 1;
  return values;
}
