import type { RingMeans } from '@timescope/core/nucleusKernels';

/**
 * Mean of the image on the ring around each label, and on the ring's darker part (pixels that reach the mean): along the
 * edge of the tissue half of a ring is glass, against which anything is dark. 0 for a label without a ring.
 * @param grown The labels grown by the width of the ring.
 */
export function ringMeans(
  image: Float32Array,
  labels: Int32Array,
  grown: Int32Array,
  pixels: number,
  count: number,
): RingMeans {
  const whole = new Float64Array(count + 1);
  const darker = new Float64Array(count + 1);
  const wholePixels = new Uint32Array(count + 1);
  const darkerPixels = new Uint32Array(count + 1);
  for (let i = 0; i < pixels; i++) {
    const label = grown[i]!;
    if (label === 0 || labels[i] !== 0) continue;
    whole[label]! += image[i]!;
    wholePixels[label]!++;
  }
  for (let label = 1; label <= count; label++)
    if (wholePixels[label]! > 0) whole[label]! /= wholePixels[label]!;
  for (let i = 0; i < pixels; i++) {
    const label = grown[i]!;
    if (label === 0 || labels[i] !== 0 || image[i]! < whole[label]!) continue;
    darker[label]! += image[i]!;
    darkerPixels[label]!++;
  }
  for (let label = 1; label <= count; label++)
    if (darkerPixels[label]! > 0) darker[label]! /= darkerPixels[label]!;
  return { whole, darker };
}
