/** Standard deviation from the means of values and of their squares; rounding below 0 is 0. */
export function spreadOf(means: Float32Array, squares: Float32Array, out: Float32Array): void {
  if (means.length !== out.length || squares.length < out.length)
    throw new RangeError('The images have different sizes.');
  for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(Math.max(0, squares[i]! - means[i]! * means[i]!));
}
