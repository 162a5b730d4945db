import { fillAnnotation, type GridPlace } from './fillAnnotation';
import { ringEdges, type RingEdges } from './ringEdges';
import { gridAround, ringsOfGrid, type Rings, type SlideSize } from './ringGrid';

/** An area without what other areas cover of it. */
export function uncoveredRings(rings: Rings, covers: readonly Rings[], slide: SlideSize): Rings {
  const area = ringEdges(rings);
  const place = gridAround([area], slide);
  if (!place) return [];
  const values = filled([area], place);
  for (const cover of covers) fillAnnotation(ringEdges(cover), place, 0, values);
  return ringsOfGrid(values, place);
}

/**
 * What is left of an area, with what lies in all of the given parts of the whole area added to it again.
 * @param parts each the union of its areas
 * @returns `whole` itself when nothing of it is missing any more
 */
export function givenBackRings(
  left: Rings,
  whole: Rings,
  parts: readonly (readonly RingEdges[])[],
  slide: SlideSize,
): Rings {
  const place = gridAround([ringEdges(whole)], slide);
  if (!place) return left;
  const all = filled([ringEdges(whole)], place);
  const within = parts.map(part => filled(part, place));
  const values = filled([ringEdges(left)], place);
  all.forEach((isOf, at) => {
    if (isOf === 1 && within.every(part => part[at] === 1)) values[at] = 1;
  });
  return values.every((value, at) => value === all[at]) ? whole : ringsOfGrid(values, place);
}

function filled(areas: readonly RingEdges[], place: GridPlace): Uint8Array {
  const values = new Uint8Array(place.at.width * place.at.height);
  for (const edges of areas) fillAnnotation(edges, place, 1, values);
  return values;
}
