import { MAX_DISTANCE } from '../distance.kernel';

/** 1 where the byte, as 255ths, reaches the threshold; 0 on the rim. */
export function thresholded(
  values: Uint8Array,
  width: number,
  height: number,
  threshold: number,
  mask: Uint8Array,
): void {
  mask.fill(0, 0, width * height);
  const least = 255 * threshold;
  for (let y = 1; y < height - 1; y++)
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) mask[i] = values[i]! >= least ? 1 : 0;
}

/** 1 where the byte, as 255ths, reaches the lower threshold within a label and the higher one elsewhere; 0 on the rim. */
export function thresholdedBeside(
  values: Uint8Array,
  labels: Int32Array,
  width: number,
  height: number,
  lower: number,
  higher: number,
  mask: Uint8Array,
): void {
  mask.fill(0, 0, width * height);
  for (let y = 1; y < height - 1; y++)
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++)
      mask[i] = values[i]! >= 255 * (labels[i] === 0 ? higher : lower) ? 1 : 0;
}

/** A byte of 255 as the square of MAX_DISTANCE, at least 1 within the mask, 0 outside: what splitting by shape takes. */
export function heights(distance: Uint8Array, mask: Uint8Array, pixels: number, squared: Int32Array): void {
  const squares = Int32Array.from({ length: 256 }, (_, value) =>
    Math.max(1, Math.round((MAX_DISTANCE * MAX_DISTANCE * value * value) / (255 * 255))),
  );
  for (let i = 0; i < pixels; i++) squared[i] = mask[i] === 0 ? 0 : squares[distance[i]!]!;
}
