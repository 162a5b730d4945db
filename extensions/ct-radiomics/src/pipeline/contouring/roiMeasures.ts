import { flatHull, type FlatPoint } from '../radiomics/flatHull';
import type { SliceMask } from './sliceMask';

/** The two axes of a region on one slice, in millimetres. */
export interface SliceAxes {
  /** Greatest distance between two corners of its pixels. */
  readonly longMm: number;
  /** Its extent at right angles to the long axis. */
  readonly shortMm: number;
}

/** Long and short axis of what is drawn on one slice; undefined for an empty one. Corners of pixels are measured. */
export function sliceAxes(
  slice: SliceMask,
  spacingMm: { readonly x: number; readonly y: number },
): SliceAxes | undefined {
  const corners = flatHull(pixelCorners(slice)).map(([u, v]): Mm => [u * spacingMm.x, v * spacingMm.y]);
  const ends = farthestPair(corners);
  if (!ends) return undefined;
  const [from, to] = ends;
  const longMm = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const across: Mm = [-(to[1] - from[1]) / longMm, (to[0] - from[0]) / longMm];
  const heights = corners.map(([x, y]) => x * across[0] + y * across[1]);
  return { longMm, shortMm: Math.max(...heights) - Math.min(...heights) };
}

type Mm = readonly [x: number, y: number];

/** The outer corners of every row: the hull needs no others. */
function pixelCorners({ values, width, height }: SliceMask): FlatPoint[] {
  const corners: FlatPoint[] = [];
  for (let j = 0; j < height; j++) {
    const row = values.subarray(j * width, (j + 1) * width);
    const first = row.indexOf(1);
    if (first < 0) continue;
    const end = row.lastIndexOf(1) + 1;
    corners.push([first, j], [end, j], [first, j + 1], [end, j + 1]);
  }
  return corners;
}

function farthestPair(corners: readonly Mm[]): readonly [Mm, Mm] | undefined {
  let ends: readonly [Mm, Mm] | undefined;
  let most = 0;
  corners.forEach((a, index) => {
    for (const b of corners.slice(index + 1)) {
      const apart = (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
      if (apart > most) [ends, most] = [[a, b], apart];
    }
  });
  return ends;
}
