import type { PixelRect } from '@timescope/core/raster';

/** Pixels of a rectangle, a byte each. */
export interface LabelledPixels {
  readonly at: PixelRect;
  /** 1 + the place in MAP_CLASSES. */
  readonly labels: Uint8Array;
  /** 1 in tissue. */
  readonly inTissue: Uint8Array;
}

/** Adds the tissue pixels of `part` by label to `counts`. @returns how many there are */
export function tallyPixels(
  { at, labels, inTissue }: LabelledPixels,
  part: PixelRect,
  counts: Uint32Array,
): number {
  if (part.x < at.x || part.y < at.y || part.x + part.width > at.x + at.width)
    throw new RangeError('The part lies outside its pixels.');
  let tissue = 0;
  for (let y = part.y; y < part.y + part.height; y++) {
    const row = (y - at.y) * at.width - at.x;
    for (let x = row + part.x; x < row + part.x + part.width; x++) {
      if (inTissue[x] !== 1) continue;
      tissue++;
      counts[labels[x]!]!++;
    }
  }
  return tissue;
}
