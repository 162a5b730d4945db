import type { MatrixPoint } from '@timescope/core/frames';
import type { PixelRect } from '@timescope/core/raster';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { isLeftPress, isOnMap, placeIn, stop, viewportOf } from '../cells/slidePointer';
import type { SlideMap } from '../microscopy';
import { matrixFromMap } from '../slideView';
import type { ShownField } from './shownField';

/** What dragging a field by its border does. */
export interface FieldDrag {
  /** Those that may be moved now. */
  fields(): readonly ShownField[];
  drag(field: ShownField): void;
  drop(field: ShownField): void;
}

/** How near to a border the pointer takes hold of it, in css pixels. Ours: a hand's tremble and a half. */
const HOLD_PX = 7;

/**
 * A field is taken by its border, so that inside it the slide is still panned and cells are pressed.
 * @param element what holds the map
 * @returns a function that ends it
 */
export function followFieldDrag(element: HTMLElement, map: SlideMap, fields: FieldDrag): () => void {
  const subscriptions = new Subscriptions();
  let held: { readonly field: ShownField; readonly at: MatrixPoint; to: ShownField } | undefined;
  const pointOf = (event: PointerEvent): MatrixPoint | undefined => {
    const coordinate = map.getCoordinateFromPixel(placeIn(element, event));
    return coordinate ? matrixFromMap(coordinate) : undefined;
  };
  const under = (point: MatrixPoint) => {
    const hold = HOLD_PX * (map.getView().getResolution() ?? 1);
    return fields.fields().findLast(field => isOnBorder(field, point, hold));
  };
  const press = (event: Event) => {
    if (!isLeftPress(event) || !isOnMap(event)) return;
    const at = pointOf(event);
    const field = at && under(at);
    if (!at || !field) return;
    held = { field, at, to: field };
    stop(event);
  };
  const move = (event: Event) => {
    if (!(event instanceof PointerEvent)) return;
    const point = held || isOnMap(event) ? pointOf(event) : undefined;
    const viewport = viewportOf(element);
    if (viewport instanceof HTMLElement)
      viewport.style.cursor = held || (point && under(point)) ? 'move' : '';
    if (!held || !point) return;
    const { field, at } = held;
    held.to = { ...field, x: field.x + point.x - at.x, y: field.y + point.y - at.y };
    fields.drag(held.to);
    stop(event);
  };
  const release = (event: Event) => {
    if (!held) return;
    const { field, to } = held;
    held = undefined;
    stop(event);
    if (to !== field) fields.drop(to);
  };
  subscriptions.toDom(element, 'pointerdown', press, true);
  subscriptions.toDom(window, 'pointermove', move, true);
  subscriptions.toDom(window, 'pointerup', release, true);
  subscriptions.toDom(window, 'pointercancel', () => (held = undefined));
  return () => subscriptions.releaseAll();
}

/** Within `hold` of one of the four sides; all in matrix pixels. */
function isOnBorder({ x, y, width, height }: PixelRect, at: { x: number; y: number }, hold: number): boolean {
  const [fromLeft, fromTop] = [at.x - x, at.y - y];
  const isIn = (by: number) =>
    fromLeft >= -by && fromLeft <= width + by && fromTop >= -by && fromTop <= height + by;
  return isIn(hold) && !isIn(-hold);
}
