import { matrixPoint, type MatrixPoint } from '@timescope/core/frames';
import { codeOf, type ClassMap, type MapClass } from './classMap';

/**
 * The edges of all cells of a class as closed rings in matrix pixels, holes among them: inside by the even-odd rule.
 * @returns an empty list where the map has none
 */
export function classRings(
  { width, height, matrixStep, values }: Pick<ClassMap, 'width' | 'height' | 'matrixStep' | 'values'>,
  className: MapClass,
): readonly (readonly MatrixPoint[])[] {
  const code = codeOf(className);
  const isInside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && values[y * width + x] === code;
  const ends = edgesOf(width, height, isInside);
  const corners = width + 1;
  const rings: MatrixPoint[][] = [];
  for (const start of ends.keys())
    while ((ends.get(start)?.length ?? 0) > 0) {
      const ring = ringFrom(start, ends).map(corner =>
        matrixPoint((corner % corners) * matrixStep.x, Math.floor(corner / corners) * matrixStep.y),
      );
      rings.push(withoutStraights(ring));
    }
  return rings;
}

/** From each corner of the grid the corners that an edge leads to; inside lies on its right. */
function edgesOf(
  width: number,
  height: number,
  isInside: (x: number, y: number) => boolean,
): Map<number, number[]> {
  const ends = new Map<number, number[]>();
  const corner = (x: number, y: number) => y * (width + 1) + x;
  const add = (from: number, to: number) => ends.set(from, [...(ends.get(from) ?? []), to]);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!isInside(x, y)) continue;
      if (!isInside(x, y - 1)) add(corner(x, y), corner(x + 1, y));
      if (!isInside(x + 1, y)) add(corner(x + 1, y), corner(x + 1, y + 1));
      if (!isInside(x, y + 1)) add(corner(x + 1, y + 1), corner(x, y + 1));
      if (!isInside(x - 1, y)) add(corner(x, y + 1), corner(x, y));
    }
  return ends;
}

/** As many edges lead to a corner as away from it, so a walk ends where it began. Takes the edges away. */
function ringFrom(start: number, ends: ReadonlyMap<number, number[]>): number[] {
  const ring: number[] = [];
  let at: number | undefined = start;
  do {
    ring.push(at);
    at = ends.get(at)?.pop();
  } while (at !== undefined && at !== start);
  return ring;
}

/** Only the points where the ring turns. */
const withoutStraights = (ring: readonly MatrixPoint[]): MatrixPoint[] =>
  ring.filter((point, index) => {
    const before = ring.at(index - 1);
    const after = ring[(index + 1) % ring.length];
    if (!before || !after) return true;
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
  });
