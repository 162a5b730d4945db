import { noise3 } from '../latticeNoise';
import type { Box, CtCanvas, Position, Shape, Surface } from './canvas';

/**
 * The anatomy is written down in the frame of one straight, symmetric body: mm from the middle of the abdomen, x to the
 * patient's left, y to the back, z to the head from the lowest slice. A scan bends that frame a little, another way for
 * every seed, for all organs alike: so they stay beside each other, no side mirrors the other and no slice repeats.
 */
export interface BentBody {
  /** Where a place of the straight body lies in the canvas. */
  point(place: Position): Position;
  path(places: readonly Position[]): readonly Position[];
  /** A surface of the straight body in the canvas, sampled every 1.5 mm within the slice. */
  shape(box: Box, surface: Surface): Shape;
}

/** Ours: where the middle of the body lies in the field of view, mm. */
const MIDDLE = [192, 181] as const;
const STEP_MM = 1.5;
const BEND_MM = 4;
const BEND_SIZE_MM = 62;
const RIPPLE_MM = 1.1;
const RIPPLE_SIZE_MM = 17;

export function bentBody(canvas: CtCanvas, seed: number): BentBody {
  const bend = (axis: number, x: number, y: number, z: number) =>
    BEND_MM * noise3(seed + axis, x / BEND_SIZE_MM, y / BEND_SIZE_MM, z / BEND_SIZE_MM) +
    RIPPLE_MM * noise3(seed + axis + 2, x / RIPPLE_SIZE_MM, y / RIPPLE_SIZE_MM, z / RIPPLE_SIZE_MM);
  const nodes = nodesOf(canvas, bend);
  const point = ([bx, by, z]: Position): Position => {
    const [x, y] = [bx + MIDDLE[0], by + MIDDLE[1]];
    return [x - bend(0, x, y, z), y - bend(1, x, y, z), z];
  };
  return {
    point,
    path: places => places.map(point),
    shape: (box, surface) => {
      const reach = BEND_MM + RIPPLE_MM + 2;
      const from: Position = [
        box.from[0] + MIDDLE[0] - reach,
        box.from[1] + MIDDLE[1] - reach,
        box.from[2] - 1,
      ];
      const to: Position = [box.to[0] + MIDDLE[0] + reach, box.to[1] + MIDDLE[1] + reach, box.to[2] + 1];
      return { from, to, surface: sampled(nodes, from, to, surface) };
    },
  };
}

/** For each slice the place in the straight body of every node of the sampling grid. */
interface Nodes {
  readonly across: number;
  readonly down: number;
  at(z: number): Float32Array;
}

function nodesOf(canvas: CtCanvas, bend: (axis: number, x: number, y: number, z: number) => number): Nodes {
  const across = Math.ceil((canvas.size[0] * canvas.spacingMm[0]) / STEP_MM) + 2;
  const down = Math.ceil((canvas.size[1] * canvas.spacingMm[1]) / STEP_MM) + 2;
  const slices = new Map<number, Float32Array>();
  const made = (z: number): Float32Array => {
    const places = new Float32Array(across * down * 2);
    for (let n = 0; n < across * down; n++) {
      const [x, y] = [(n % across) * STEP_MM, Math.floor(n / across) * STEP_MM];
      places[2 * n] = x - MIDDLE[0] + bend(0, x, y, z);
      places[2 * n + 1] = y - MIDDLE[1] + bend(1, x, y, z);
    }
    slices.set(z, places);
    return places;
  };
  return { across, down, at: z => slices.get(z) ?? made(z) };
}

function sampled(nodes: Nodes, from: Position, to: Position, surface: Surface): Surface {
  const first = (axis: 0 | 1) => Math.max(0, Math.floor(from[axis] / STEP_MM));
  const [left, top] = [first(0), first(1)];
  const width = Math.max(2, Math.min(nodes.across - left, Math.ceil(to[0] / STEP_MM) + 2 - left));
  const height = Math.max(2, Math.min(nodes.down - top, Math.ceil(to[1] / STEP_MM) + 2 - top));
  const distances = new Float32Array(width * height);
  let sampledZ = NaN;
  const sample = (z: number) => {
    const places = nodes.at(z);
    for (let n = 0; n < distances.length; n++) {
      const at = ((top + Math.floor(n / width)) * nodes.across + left + (n % width)) * 2;
      distances[n] = surface(places[at]!, places[at + 1]!, z);
    }
    sampledZ = z;
  };
  return (x, y, z) => {
    if (z !== sampledZ) sample(z);
    const u = Math.max(0, Math.min(width - 1.001, x / STEP_MM - left));
    const v = Math.max(0, Math.min(height - 1.001, y / STEP_MM - top));
    const [i, j] = [Math.floor(u), Math.floor(v)];
    const at = j * width + i;
    const upper = distances[at]! + (distances[at + 1]! - distances[at]!) * (u - i);
    const lower = distances[at + width]! + (distances[at + width + 1]! - distances[at + width]!) * (u - i);
    return upper + (lower - upper) * (v - j);
  };
}
