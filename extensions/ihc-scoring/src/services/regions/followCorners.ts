import type { MatrixPoint } from '@timescope/core/frames';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { PenCanvas } from '../../overlays/PenCanvas';
import { isLeftPress, isOnMap, placeIn, stop, viewportOf, type Place } from '../cells/slidePointer';
import { mapFromMatrix } from '../goTo';
import type { SlideMap } from '../microscopy';
import { matrixFromMap } from '../slideView';
import { isTyping } from './isTyping';

/** What a polygon clicked on the slide corner by corner does. */
export interface CornerPen {
  isOn(): boolean;
  colour(): string;
  draw(ring: readonly MatrixPoint[]): void;
  /** Escape without a corner. */
  giveUp(): void;
}

/** A click this near to the first corner, in css pixels, closes the polygon. Ours. */
const CLOSE_PX = 9;
/** Two clicks at one place within this time are a double click. Ours. */
const DOUBLE_MS = 400;

/**
 * A click sets a corner; a double click, Enter or a click on the first corner closes the polygon; Backspace takes the last
 * corner back, Escape drops all. Wheel and middle button stay the map's.
 * @returns a function that ends it
 */
export function followCorners(element: HTMLElement, map: SlideMap, pen: CornerPen): () => void {
  const subscriptions = new Subscriptions();
  const canvas = new PenCanvas(viewportOf(element));
  subscriptions.add(() => canvas.remove());
  let corners: readonly MatrixPoint[] = [];
  let pointer: Place | undefined;
  let lastClick = 0;
  const show = () => {
    if (!pen.isOn()) corners = [];
    if (!pointer || !pen.isOn()) {
      canvas.hide();
      return;
    }
    const places = placesOf(map, corners);
    const closed = places.length > 1 ? places.slice(0, 1) : [];
    const line = places.length === 0 ? [] : [...places, pointer, ...closed];
    canvas.show(pointer, line, { widthPx: 2, colour: pen.colour(), isEraser: false });
  };
  const finish = () => {
    const ring = corners;
    corners = [];
    show();
    if (ring.length >= 3) pen.draw(ring);
  };
  const click = (event: Event) => {
    if (!isLeftPress(event) || !isOnMap(event) || !pen.isOn()) return;
    stop(event);
    pointer = placeIn(element, event);
    const isDouble = event.timeStamp - lastClick < DOUBLE_MS && isNear(map, corners.at(-1), pointer);
    lastClick = event.timeStamp;
    if (isDouble || (corners.length >= 3 && isNear(map, corners[0], pointer))) {
      finish();
      return;
    }
    const coordinate = map.getCoordinateFromPixel(pointer);
    if (coordinate) corners = [...corners, matrixFromMap(coordinate)];
    show();
  };
  const move = (event: Event) => {
    if (!(event instanceof PointerEvent)) return;
    pointer = isOnMap(event) ? placeIn(element, event) : undefined;
    show();
  };
  const key = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || !pen.isOn() || isTyping(event)) return;
    if (event.key === 'Escape' && corners.length === 0) pen.giveUp();
    else if (event.key === 'Escape') corners = [];
    else if (event.key === 'Backspace') corners = corners.slice(0, -1);
    else if (event.key === 'Enter' && corners.length > 0) finish();
    else return;
    stop(event);
    show();
  };
  subscriptions.toDom(element, 'pointerdown', click, true);
  subscriptions.toDom(window, 'pointermove', move, true);
  subscriptions.toDom(window, 'keydown', key, true);
  map.on('postrender', show);
  subscriptions.add(() => map.un('postrender', show));
  return () => subscriptions.releaseAll();
}

const placesOf = (map: SlideMap, corners: readonly MatrixPoint[]): Place[] =>
  corners.flatMap(corner => {
    const place = map.getPixelFromCoordinate(mapFromMatrix(corner));
    return place ? [place] : [];
  });

const isNear = (map: SlideMap, corner: MatrixPoint | undefined, [x, y]: Place): boolean =>
  placesOf(map, corner ? [corner] : []).some(at => Math.hypot(at[0] - x, at[1] - y) < CLOSE_PX);
