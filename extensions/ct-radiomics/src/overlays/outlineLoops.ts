import { paintRuns, type MaskRuns } from '@timescope/core/geometry/maskRuns';

/** Corners of pixels in order around a region or a hole: x, y, x, y ... */
export type Loop = readonly number[];

/**
 * The edges between marked and other pixels of a slice as closed loops. Pixels that touch at a corner only are kept
 * apart. Corners count from the outer corner of the first pixel, at -0.5 of its centre.
 */
export function outlineLoops(runs: MaskRuns, columns: number, rows: number): readonly Loop[] {
  const slice = new Uint8Array(columns * rows);
  paintRuns(runs, slice, 1);
  const isIn = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < columns && y < rows && slice[y * columns + x] === 1;
  const edges = edgesOf(runs, columns, isIn);
  const loops: number[][] = [];
  for (const start of edges.keys())
    for (let direction = edges.get(start)?.[0]; direction !== undefined; direction = edges.get(start)?.[0])
      loops.push(walk(edges, start, direction, columns + 1));
  return loops;
}

/** Right, down, left, up: the region lies on the right hand. */
const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** From each corner (row-major, one more a row than pixels) the directions in which an edge leaves it. */
type Edges = Map<number, number[]>;

function edgesOf(runs: MaskRuns, columns: number, isIn: (x: number, y: number) => boolean): Edges {
  const edges: Edges = new Map();
  const leave = (x: number, y: number, direction: number) => {
    const corner = y * (columns + 1) + x;
    edges.set(corner, [...(edges.get(corner) ?? []), direction]);
  };
  for (let pair = 0; pair + 1 < runs.length; pair += 2)
    for (let pixel = runs[pair] ?? 0, left = runs[pair + 1] ?? 0; left > 0; pixel++, left--) {
      const [x, y] = [pixel % columns, Math.floor(pixel / columns)];
      if (!isIn(x, y - 1)) leave(x, y, 0);
      if (!isIn(x + 1, y)) leave(x + 1, y, 1);
      if (!isIn(x, y + 1)) leave(x + 1, y + 1, 2);
      if (!isIn(x - 1, y)) leave(x, y + 1, 3);
    }
  return edges;
}

function walk(edges: Edges, start: number, first: number, width: number): number[] {
  const loop: number[] = [];
  let [corner, direction, before] = [start, first, -1];
  do {
    if (direction !== before) loop.push(corner % width, Math.floor(corner / width));
    const left = (edges.get(corner) ?? []).filter(each => each !== direction);
    if (left.length > 0) edges.set(corner, left);
    else edges.delete(corner);
    const [dx, dy] = STEPS[direction] ?? STEPS[0];
    corner += dy * width + dx;
    before = direction;
    direction = nextDirection(edges.get(corner) ?? [], before);
  } while (corner !== start);
  return loop;
}

/** Where two regions meet at a corner, turning right stays with this one. */
function nextDirection(leaving: readonly number[], before: number): number {
  const right = (before + 1) % STEPS.length;
  return leaving.includes(right) ? right : (leaving.find(each => each === before) ?? leaving[0] ?? before);
}
