import { sha256Hex } from '@timescope/core/sha256';
import { fillAnnotation } from '../annotations/fillAnnotation';
import { ringEdges } from '../annotations/ringEdges';
import { codeOf, MAP_CLASSES, type ClassMap } from './classMap';
import type { DrawnTissue } from './tissueSource';

/** Points along a cell's edge at which drawn areas are looked up: 9 um apart. Ours. */
const POINTS = 4;

/**
 * A map with what a reader drew over it; the map itself stays as it was. Of areas that overlap the one with the smaller box
 * counts, as everywhere. Exact to a sixteenth of a cell: cells are counted by the areas themselves.
 */
export function correctedMap(map: ClassMap, areas: readonly DrawnTissue[]): ClassMap {
  if (areas.length === 0) return map;
  const drawn = drawnPoints(map, areas);
  const shares = Float32Array.from(map.shares);
  const values = Uint8Array.from(map.values);
  for (let cell = 0; cell < values.length; cell++) {
    if (values[cell] === 0) continue;
    const counts = countsIn(drawn, map.width, cell);
    const left = (counts[0] ?? 0) / (POINTS * POINTS);
    if (left === 1) continue;
    const own = shares.subarray(cell * MAP_CLASSES.length, (cell + 1) * MAP_CLASSES.length);
    own.forEach((share, at) => (own[at] = left * share + (counts[at + 1] ?? 0) / (POINTS * POINTS)));
    values[cell] = 1 + own.indexOf(Math.max(...own));
  }
  const { kind, name, hash } = map.source;
  const source = {
    ...map.source,
    name: kind === 'drawn' ? name : `${name}, corrected by hand`,
    hash: sha256Hex(hash + JSON.stringify(areas)),
  };
  return { ...map, shares, values, source };
}

/** The class drawn at each point, 0 where nothing was. */
function drawnPoints({ width, height, matrixStep }: ClassMap, areas: readonly DrawnTissue[]): Uint8Array {
  const at = { x: 0, y: 0, width: POINTS * width, height: POINTS * height };
  const step = { x: matrixStep.x / POINTS, y: matrixStep.y / POINTS };
  const points = new Uint8Array(at.width * at.height);
  areas
    .map(({ className, rings }) => ({ code: codeOf(className), edges: ringEdges(rings) }))
    .sort(
      (a, b) => b.edges.bounds.width * b.edges.bounds.height - a.edges.bounds.width * a.edges.bounds.height,
    )
    .forEach(({ code, edges }) => {
      fillAnnotation(edges, { at, step }, code, points);
    });
  return points;
}

function countsIn(points: Uint8Array, width: number, cell: number): Uint8Array {
  const counts = new Uint8Array(MAP_CLASSES.length + 1);
  const [left, upper] = [POINTS * (cell % width), POINTS * Math.floor(cell / width)];
  for (let y = upper; y < upper + POINTS; y++)
    for (let x = left; x < left + POINTS; x++) {
      const code = points[y * POINTS * width + x] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
  return counts;
}
