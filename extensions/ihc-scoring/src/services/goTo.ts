import type { MatrixPoint } from '@timescope/core/frames';
import type { SlideMap } from './microscopy';

/** Css pixels of a nucleus when the map goes to one. Ours: its outline and its neighbours are well seen. */
const NUCLEUS_PX = 28;
const NUCLEUS_UM = 8;

/** The map coordinate of a point: rows count upwards from -1 at the image's upper edge. */
export const mapFromMatrix = ({ x, y }: MatrixPoint): readonly [number, number] => [x, -(y + 1)];

/** Brings a cell into the middle of the map, near enough to judge it; a nearer view stays as it is. */
export function goToCell(map: SlideMap, point: MatrixPoint, mpp: number): void {
  const view = map.getView();
  const near = NUCLEUS_UM / mpp / NUCLEUS_PX;
  if ((view.getResolution() ?? Infinity) > near) view.setResolution(near);
  view.setCenter(mapFromMatrix(point));
}

/** Brings an area into the map, whole and with some room around it. */
export function goToBox(map: SlideMap, box: { x: number; y: number; width: number; height: number }): void {
  const [width, height] = map.getSize() ?? [1, 1];
  const view = map.getView();
  view.setResolution(1.25 * Math.max(box.width / width, box.height / height));
  view.setCenter([box.x + box.width / 2, -(box.y + box.height / 2 + 1)]);
}
