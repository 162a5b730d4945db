import type { Random } from '../random';
import type { BentBody } from './bentBody.kernel';
import { paint, paintWith, tube, type Box, type CtCanvas, type Position, type Tissue } from './canvas';
import { sectioned, type Curve, type Section } from './outline.kernel';

/** What every painter of an organ needs. */
export interface Scene {
  readonly canvas: CtCanvas;
  readonly body: BentBody;
  readonly dice: Random;
  readonly seed: number;
}

/** Ours: width over which an edge blurs in the plane, mm; about that of a soft-tissue kernel. */
export const EDGE_MM = 1.5;

export type HuAt = (x: number, y: number, z: number, distance: number) => number;

/** Paints an organ given by its outlines at some heights. */
export function paintSections(scene: Scene, sections: readonly Section[], look: Tissue | HuAt): void {
  const shape = scene.body.shape(boxOf(sections), sectioned(sections));
  if (typeof look === 'function') paintWith(scene.canvas, shape, look, EDGE_MM);
  else paint(scene.canvas, shape, look, EDGE_MM, scene.seed);
}

export function boxOf(sections: readonly Section[]): Box {
  const all = (axis: 0 | 1) => sections.flatMap(section => section.points.map(point => point[axis]));
  const heights = sections.map(section => section.z);
  return {
    from: [Math.min(...all(0)) - 3, Math.min(...all(1)) - 3, Math.min(...heights)],
    to: [Math.max(...all(0)) + 3, Math.max(...all(1)) + 3, Math.max(...heights)],
  };
}

/** The same on the patient's other side. */
export const mirrored = (sections: readonly Section[]): readonly Section[] =>
  sections.map(({ z, points }) => ({ z, points: points.map(([x, y]) => [-x, y] as const) }));

/** A closed outline from its left half, front to back. */
export const bothSides = (half: Curve): Curve => [
  ...half,
  ...half
    .filter(([x]) => x !== 0)
    .reverse()
    .map(([x, y]) => [-x, y] as const),
];

/** Paints a vessel, bone or bowel piece by piece, each with the radius at its end, along a path in the straight body. */
export function paintTube(
  scene: Scene,
  places: readonly Position[],
  radiusAt: (n: number) => number,
  tissue: Tissue,
): void {
  paintCanvasTube(scene, scene.body.path(places), radiusAt, tissue);
}

export function paintCanvasTube(
  scene: Scene,
  path: readonly Position[],
  radiusAt: (n: number) => number,
  tissue: Tissue,
): void {
  for (let n = 1; n < path.length; n++) {
    const [a, b] = [path[n - 1], path[n]];
    if (!a || !b) continue;
    paint(scene.canvas, tube([a, b], radiusAt(n), { seed: 0, mm: 0 }), tissue, EDGE_MM, scene.seed);
  }
}

/** A smooth path through the given places, about `stepMm` between its points. */
export function smoothPath(places: readonly Position[], stepMm: number): readonly Position[] {
  const path: Position[] = [];
  for (let n = 0; n + 1 < places.length; n++) {
    const [b, c] = [places[n], places[n + 1]];
    if (!b || !c) continue;
    const [a, d] = [places[n - 1] ?? b, places[n + 2] ?? c];
    const pieces = Math.max(1, Math.round(apart(b, c) / stepMm));
    for (let piece = 0; piece < pieces; piece++) path.push(between(a, b, c, d, piece / pieces));
  }
  return [...path, ...places.slice(-1)];
}

export const apart = (a: Position, b: Position): number =>
  Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2);

/** Catmull-Rom between b and c. */
function between(a: Position, b: Position, c: Position, d: Position, t: number): Position {
  const on = (axis: 0 | 1 | 2) =>
    0.5 *
    (2 * b[axis] +
      (c[axis] - a[axis]) * t +
      (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t +
      (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t * t * t);
  return [on(0), on(1), on(2)];
}
