/** 255ths of a full fall up to which the flood has risen after each step, as models/training/nuclei/ways.py has them. */
const LEVELS = [119, 136, 153, 170, 187, 204, 221, 238, 255] as const;
const STEPS_A_LEVEL = 2;

/** Pixels that a label comes from at most. */
export const FLOOD_REACH = LEVELS.length * STEPS_A_LEVEL;

/** 1 where the pixel and its four neighbours are within the mask and below the ridge, and beside such a pixel. The rim is 0. */
export function middles(
  mask: Uint8Array,
  ridge: Uint8Array,
  width: number,
  height: number,
  below: number,
  out: Int32Array,
): void {
  out.fill(0, 0, width * height);
  const isLow = (i: number) => mask[i] === 1 && ridge[i]! < below;
  for (let y = 1; y < height - 1; y++)
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      if (!(isLow(i) && isLow(i - width) && isLow(i - 1) && isLow(i + 1) && isLow(i + width))) continue;
      out[i] = out[i - width] = out[i - 1] = out[i + 1] = out[i + width] = 1;
    }
}

/**
 * A watershed that ends: labels rise over the mask to where the ridge is higher, two steps a level; each pixel takes the
 * label of the pixel above, to its left, right or below, the first that had one before the step. The rim must be 0.
 */
export function flood(
  labels: Int32Array,
  mask: Uint8Array,
  ridge: Uint8Array,
  width: number,
  height: number,
  before: Int32Array,
): void {
  for (const level of LEVELS)
    for (let step = 0; step < STEPS_A_LEVEL; step++) {
      before.set(labels.subarray(0, width * height));
      for (let i = width; i < width * (height - 1); i++) {
        if (before[i] !== 0 || mask[i] === 0 || ridge[i]! > level) continue;
        labels[i] = before[i - width]! || before[i - 1]! || before[i + 1]! || before[i + width]!;
      }
    }
}
