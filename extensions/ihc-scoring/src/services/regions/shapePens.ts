import type { MatrixPoint } from '@timescope/core/frames';
import { regionStyles } from '../../overlays/regionStyles';
import type { AnnotationRole } from '../../pipeline/annotations';
import type { Place } from '../cells/slidePointer';
import type { Pen } from './followPen';
import type { Shape } from './regionsState';

/** What the pens of outlines ask and tell. */
export interface ShapeHost {
  /** The shape that the left button draws now. */
  shape(): Shape | undefined;
  role(): AnnotationRole;
  draw(ring: readonly MatrixPoint[]): void;
  giveUp(): void;
}

/** A way of the pointer smaller than this in both directions is no outline; css pixels. Ours. */
const SMALLEST_PX = 4;

/** Freehand outlines and rectangles, drawn with the button held. */
export const heldPen = (host: ShapeHost): Pen => ({
  isOn: () => host.shape() === 'freehand' || host.shape() === 'rectangle',
  look: () => ({ widthPx: 2, colour: regionStyles[host.role()].colour, isEraser: false }),
  outline: places => {
    if (isTiny(places)) return [];
    return host.shape() === 'rectangle' ? boxPlaces(places) : places;
  },
  draw: ring => {
    if (ring.length >= 3) host.draw(ring);
  },
  giveUp: () => host.giveUp(),
});

/** On screen from one corner to the opposite one: the view may be rotated. */
function boxPlaces(places: readonly Place[]): readonly Place[] {
  const [from] = places;
  const to = places.at(-1);
  return from && to ? [from, [to[0], from[1]], to, [from[0], to[1]]] : [];
}

function isTiny(places: readonly Place[]): boolean {
  const [first] = places;
  return (
    !first || places.every(([x, y]) => Math.max(Math.abs(x - first[0]), Math.abs(y - first[1])) < SMALLEST_PX)
  );
}
