import type { SliceMask } from '../../pipeline/contouring/sliceMask';

/** A part of a slice, in pixels. */
export interface SliceBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The box round the pixels that are 1, and a margin that stays on the slice. */
export function boxOf(values: Uint8Array, width: number, height: number, margin: number): SliceBox {
  let [left, right] = [width, 0];
  for (let j = 0; j < height; j++) {
    const row = values.subarray(j * width, (j + 1) * width);
    const first = row.indexOf(1);
    if (first < 0) continue;
    left = Math.min(left, first);
    right = Math.max(right, row.lastIndexOf(1) + 1);
  }
  const top = Math.floor(values.indexOf(1) / width);
  const bottom = Math.floor(values.lastIndexOf(1) / width) + 1;
  const from = { left: Math.max(0, left - margin), top: Math.max(0, top - margin) };
  return {
    ...from,
    width: Math.min(width, right + margin) - from.left,
    height: Math.min(height, bottom + margin) - from.top,
  };
}

export function cut(values: Uint8Array, stride: number, { left, top, width, height }: SliceBox): SliceMask {
  const box = new Uint8Array(width * height);
  for (let j = 0; j < height; j++) {
    const start = (top + j) * stride + left;
    box.set(values.subarray(start, start + width), j * width);
  }
  return { values: box, width, height };
}

/** Puts a box back in its place. */
export function paste(
  values: Uint8Array,
  stride: number,
  { left, top, width, height }: SliceBox,
  box: Uint8Array,
): void {
  for (let j = 0; j < height; j++)
    values.set(box.subarray(j * width, (j + 1) * width), (top + j) * stride + left);
}
