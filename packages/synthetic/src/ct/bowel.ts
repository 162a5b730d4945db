import { fractal3, noise3 } from '../latticeNoise';
import {
  forVoxels,
  paint,
  paintWith,
  tissueHu,
  type Box,
  type Position,
  type Shape,
  type Surface,
} from './canvas';
import { EDGE_MM, type HuAt, type Scene } from './scene';
import { tissues } from './tissues';

/** A ball of a row of balls: bowel of changing width. */
export interface Ball {
  readonly at: Position;
  readonly radius: number;
}

export interface Bowel {
  /** In the canvas. */
  readonly balls: readonly Ball[];
  readonly wallMm: number;
  readonly foldsMm: number;
  readonly filling: HuAt;
}

/** Walls first, then the lumens with folds of the mucosa, so that the lumens of pieces that meet are one. */
export function paintBowel(scene: Scene, pieces: readonly Bowel[]): void {
  const { canvas, seed } = scene;
  const walls = pieces.map(({ balls }) => joined(scene, balls));
  for (const wall of walls) paint(canvas, wall, tissues.bowelWall, EDGE_MM, seed);
  pieces.forEach(({ wallMm, foldsMm, filling }, n) => {
    const wall = walls[n];
    if (!wall) return;
    const surface: Surface = (x, y, z) => {
      const distance = wall.surface(x, y, z) + wallMm;
      if (distance > 3 || distance < -6) return distance;
      return distance + foldsMm * Math.max(-0.4, noise3(seed + 115, x / 5, y / 5, z / 6));
    };
    paintWith(canvas, { ...wall, surface }, filling, EDGE_MM);
  });
}

/** The distance to the nearest of the balls, computed once for every voxel of their box. */
function joined({ canvas }: Scene, balls: readonly Ball[]): Shape {
  const reach = Math.max(...balls.map(({ radius }) => radius)) + 3;
  const all = (axis: 0 | 1 | 2) => balls.map(({ at }) => at[axis]);
  const box: Box = {
    from: [Math.min(...all(0)) - reach, Math.min(...all(1)) - reach, Math.min(...all(2)) - reach],
    to: [Math.max(...all(0)) + reach, Math.max(...all(1)) + reach, Math.max(...all(2)) + reach],
  };
  const [dx, dy, dz] = canvas.spacingMm;
  const [i0, j0, k0] = [
    Math.floor(box.from[0] / dx),
    Math.floor(box.from[1] / dy),
    Math.floor(box.from[2] / dz),
  ];
  const [across, down] = [Math.ceil(box.to[0] / dx) - i0 + 1, Math.ceil(box.to[1] / dy) - j0 + 1];
  const distances = new Float32Array(across * down * (Math.ceil(box.to[2] / dz) - k0 + 1)).fill(1000);
  const index = (x: number, y: number, z: number) =>
    ((Math.round(z / dz) - k0) * down + Math.round(y / dy) - j0) * across + Math.round(x / dx) - i0;
  for (const { at, radius } of balls) {
    const span = radius + 3;
    const around: Box = {
      from: [at[0] - span, at[1] - span, at[2] - span],
      to: [at[0] + span, at[1] + span, at[2] + span],
    };
    forVoxels(canvas, around, (_, x, y, z) => {
      const distance = Math.sqrt((x - at[0]) ** 2 + (y - at[1]) ** 2 + (z - at[2]) ** 2) - radius;
      const n = index(x, y, z);
      if (distance < (distances[n] ?? 1000)) distances[n] = distance;
    });
  }
  return { ...box, surface: (x: number, y: number, z: number) => distances[index(x, y, z)] ?? 1000 };
}

/** What fills a bowel: gas above a level, below it fluid, food or stool. */
export function contents(
  { seed }: Scene,
  gasAbove: number,
  filling: 'fluid' | 'food' | 'stool' | 'collapsed',
): HuAt {
  const below = {
    fluid: (x: number, y: number, z: number) => tissueHu(tissues.bowelFluid, seed, x, y, z),
    food: (x: number, y: number, z: number) => 24 + 13 * noise3(seed + 111, x / 7, y / 7, z / 9),
    stool: (x: number, y: number, z: number) => stoolHu(seed, x, y, z),
    collapsed: (x: number, y: number, z: number) => 46 + 16 * noise3(seed + 112, x / 4, y / 4, z / 6),
  }[filling];
  return (x, y, z) => {
    const gas = Math.max(0, Math.min(1, (gasAbove - y) / EDGE_MM + 0.5));
    const wet = below(x, y, z);
    return wet + gas * (tissueHu(tissues.bowelGas, seed, x, y, z) - wet);
  };
}

/** Mottled, with small bubbles. */
function stoolHu(seed: number, x: number, y: number, z: number): number {
  const bubble = Math.max(0, noise3(seed + 113, x / 3.4, y / 3.4, z / 5) - 0.3);
  const mottle = 60 * fractal3(seed + 114, x / 9, y / 9, z / 9, 2);
  return Math.max(-900, 18 + mottle - 750 * bubble);
}
