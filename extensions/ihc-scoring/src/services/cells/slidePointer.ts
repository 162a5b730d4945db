import type { MatrixPoint } from '@timescope/core/frames';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import type { SlideMap } from '../microscopy';
import { matrixFromMap } from '../slideView';

/** What clicks and boxes on the slide do. */
export interface SlidePointer {
  /** Whether the left button is for this now. */
  isOn(): boolean;
  /** @param isAdding with ctrl, command or shift held */
  click(point: MatrixPoint, isAdding: boolean): void;
  /** A box drawn with shift held; four corners, the view may be rotated. */
  box?(corners: readonly MatrixPoint[], isAdding: boolean): void;
}

/** A press that moves less than this is a click; css pixels. Ours: more than a hand's tremble. */
const CLICK_PX = 4;

export type Place = readonly [number, number];

/**
 * Tells clicks and shift-drags on the slide apart from panning, which stays the map's.
 * @param element what holds the map
 * @returns a function that ends it
 */
export function followPointer(element: HTMLElement, map: SlideMap, pointer: SlidePointer): () => void {
  const subscriptions = new Subscriptions();
  const band = rubberBand(element);
  let began: { at: Place; isBox: boolean } | undefined;
  const end = () => {
    began = undefined;
    band.hide();
  };
  subscriptions.toDom(
    element,
    'pointerdown',
    event => {
      end();
      if (!isLeftPress(event) || !isOnMap(event) || !pointer.isOn()) return;
      const isBox = event.shiftKey && pointer.box !== undefined;
      began = { at: placeIn(element, event), isBox };
      // Else the map would pan, or zoom to its own box.
      if (isBox) stop(event);
    },
    true,
  );
  subscriptions.toDom(
    window,
    'pointermove',
    event => {
      if (!began?.isBox) return;
      band.show(began.at, placeIn(element, event as PointerEvent));
      stop(event);
    },
    true,
  );
  subscriptions.toDom(
    window,
    'pointerup',
    event => {
      const press = began;
      end();
      if (!press || !isPointer(event) || !pointer.isOn()) return;
      const to = placeIn(element, event);
      const isAdding = event.ctrlKey || event.metaKey;
      if (isNear(press.at, to)) click(map, pointer, to, isAdding || event.shiftKey);
      else if (press.isBox) pointer.box?.(cornersOf(map, press.at, to), isAdding);
      if (press.isBox) stop(event);
    },
    true,
  );
  subscriptions.toDom(window, 'pointercancel', end);
  subscriptions.toDom(window, 'blur', end);
  subscriptions.add(() => band.remove());
  return () => subscriptions.releaseAll();
}

const isPointer = (event: Event): event is PointerEvent => event instanceof PointerEvent;

export const isLeftPress = (event: Event): event is PointerEvent =>
  isPointer(event) && event.button === 0 && event.isPrimary;

/** Buttons and the overview lie over the map. */
export const isOnMap = ({ target }: Event): boolean =>
  target instanceof Element &&
  target.closest('.ol-viewport') !== null &&
  target.closest('.ol-overlaycontainer-stopevent, .ol-overviewmap') === null;

export function placeIn(element: HTMLElement, { clientX, clientY }: PointerEvent): Place {
  const { left, top } = viewportOf(element).getBoundingClientRect();
  return [clientX - left, clientY - top];
}

export const viewportOf = (element: HTMLElement): Element => element.querySelector('.ol-viewport') ?? element;

const isNear = (a: Place, b: Place): boolean => Math.hypot(a[0] - b[0], a[1] - b[1]) < CLICK_PX;

export function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

function click(map: SlideMap, pointer: SlidePointer, place: Place, isAdding: boolean): void {
  const coordinate = map.getCoordinateFromPixel(place);
  if (coordinate) pointer.click(matrixFromMap(coordinate), isAdding);
}

function cornersOf(map: SlideMap, [x0, y0]: Place, [x1, y1]: Place): MatrixPoint[] {
  const corners: Place[] = [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
  return corners.flatMap(corner => {
    const coordinate = map.getCoordinateFromPixel(corner);
    return coordinate ? [matrixFromMap(coordinate)] : [];
  });
}

/** The box while it is drawn: white dashes over black, seen on tissue and on glass. */
function rubberBand(element: HTMLElement) {
  const band = document.createElement('div');
  band.dataset.cy = 'cells-box';
  band.style.cssText =
    'position:absolute;display:none;pointer-events:none;z-index:5;border:1px dashed #fff;outline:1px solid #000;' +
    'background:rgba(255,255,255,.12)';
  return {
    show([x0, y0]: Place, [x1, y1]: Place) {
      viewportOf(element).append(band);
      band.style.display = 'block';
      band.style.left = `${Math.min(x0, x1)}px`;
      band.style.top = `${Math.min(y0, y1)}px`;
      band.style.width = `${Math.abs(x1 - x0)}px`;
      band.style.height = `${Math.abs(y1 - y0)}px`;
    },
    hide() {
      band.style.display = 'none';
    },
    remove() {
      band.remove();
    },
  };
}
