import { squaredDistancesMm2 } from '@timescope/core/geometry/squaredDistances.kernel';
import type { SliceMask } from './sliceMask';

interface PixelSpacing {
  readonly x: number;
  readonly y: number;
}

/**
 * The slice grown by a margin in millimetres, or shrunk by a negative one: exact round discs, measured from pixel centre
 * to pixel centre. What lies beyond the slice's rim counts as outside and does not shrink the region from there.
 */
export function withMargin(slice: SliceMask, marginMm: number, spacingMm: PixelSpacing): Uint8Array {
  const { values, width, height } = slice;
  const marked = marginMm < 0 ? values.map(value => 1 - value) : values;
  const squared = squaredDistancesMm2(marked, [width, height, 1], [spacingMm.x, spacingMm.y, 1]);
  const reach = marginMm * marginMm + ROUNDING_MM2;
  return values.map((value, at) => {
    const isNear = (squared[at] ?? Infinity) <= reach;
    return marginMm < 0 ? value & (isNear ? 0 : 1) : value | (isNear ? 1 : 0);
  });
}

/** Ours: so that 3 pixels of 0.7 mm are 2.1 mm. */
const ROUNDING_MM2 = 1e-9;
