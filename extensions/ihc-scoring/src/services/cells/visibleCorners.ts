import type { MatrixPoint } from '@timescope/core/frames';
import type { SlideMap } from '../microscopy';
import { matrixFromMap } from '../slideView';

/** The corners of the map on the slide, in order; the view may be rotated. None while the map has no size. */
export function visibleCorners(map: SlideMap): MatrixPoint[] {
  const [width, height] = map.getSize() ?? [0, 0];
  const corners: readonly (readonly [number, number])[] = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ];
  return corners.flatMap(corner => {
    const coordinate = map.getCoordinateFromPixel(corner);
    return coordinate ? [matrixFromMap(coordinate)] : [];
  });
}
