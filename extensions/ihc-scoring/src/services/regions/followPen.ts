import type { MatrixPoint } from '@timescope/core/frames';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { PenCanvas, type PenLook } from '../../overlays/PenCanvas';
import { isLeftPress, isOnMap, placeIn, stop, viewportOf, type Place } from '../cells/slidePointer';
import type { SlideMap } from '../microscopy';
import { isTyping } from './isTyping';
import { matrixFromMap } from '../slideView';

/** What a line drawn on the slide with the left button held does. */
export interface Pen {
  /** Whether the left button is this pen's now. */
  isOn(): boolean;
  /** @param isOther with Alt held */
  look(isOther: boolean): PenLook;
  /** For a pen that draws an outline: what closed outline the pointer's way means, in css pixels. */
  outline?(places: readonly Place[]): readonly Place[];
  /** The line, or the outline, in the order drawn; a click is one point. */
  draw(line: readonly MatrixPoint[], isOther: boolean): void;
  /** Escape while nothing is drawn: the pen is put down. */
  giveUp(): void;
}

interface Line {
  readonly places: Place[];
  readonly isOther: boolean;
}

/**
 * Takes the left button from the map while the pen is on; wheel and middle button stay the map's. Escape drops the line
 * that is being drawn, else it puts the pen down.
 * @param element what holds the map
 * @returns a function that ends it; a line that was begun is dropped
 */
export function followPen(element: HTMLElement, map: SlideMap, pen: Pen): () => void {
  const subscriptions = new Subscriptions();
  const canvas = new PenCanvas(viewportOf(element));
  subscriptions.add(() => canvas.remove());
  let line: Line | undefined;
  const drop = () => {
    line = undefined;
    canvas.hide();
  };
  const begin = (event: Event) => {
    line = undefined;
    if (!isLeftPress(event) || !isOnMap(event) || !pen.isOn()) return;
    line = { places: [placeIn(element, event)], isOther: event.altKey };
    showAt(event, line);
    stop(event);
  };
  const showAt = (event: PointerEvent, drawn: Line | undefined) => {
    const outline = drawn && pen.outline?.(drawn.places);
    const shown = outline ? [...outline, ...outline.slice(0, 1)] : drawn?.places;
    canvas.show(placeIn(element, event), shown ?? [], pen.look(drawn?.isOther ?? event.altKey));
  };
  const move = (event: Event) => {
    if (!(event instanceof PointerEvent)) return;
    if (line) {
      const between = event.getCoalescedEvents();
      line.places.push(...(between.length > 0 ? between : [event]).map(each => placeIn(element, each)));
      showAt(event, line);
      stop(event);
    } else if (pen.isOn() && isOnMap(event)) showAt(event, undefined);
    else canvas.hide();
  };
  const end = (event: Event) => {
    const drawn = line;
    line = undefined;
    if (!drawn) return;
    stop(event);
    if (event instanceof PointerEvent) showAt(event, undefined);
    pen.draw(matrixLine(map, pen.outline?.(drawn.places) ?? drawn.places), drawn.isOther);
  };
  const escape = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Escape') return;
    if (!pen.isOn() || isTyping(event)) return;
    if (!line) pen.giveUp();
    drop();
    stop(event);
  };
  subscriptions.toDom(element, 'pointerdown', begin, true);
  subscriptions.toDom(window, 'pointermove', move, true);
  subscriptions.toDom(window, 'pointerup', end, true);
  subscriptions.toDom(window, 'keydown', escape, true);
  subscriptions.toDom(window, 'pointercancel', drop);
  subscriptions.toDom(window, 'blur', drop);
  subscriptions.toDom(element, 'pointerleave', () => {
    if (!line) canvas.hide();
  });
  return () => subscriptions.releaseAll();
}

const matrixLine = (map: SlideMap, places: readonly Place[]): MatrixPoint[] =>
  places.flatMap(place => {
    const coordinate = map.getCoordinateFromPixel(place);
    return coordinate ? [matrixFromMap(coordinate)] : [];
  });
