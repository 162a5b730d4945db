import { fractal2, noise2 } from '../latticeNoise';
import { nearestSeeds } from '../nearestSeeds';

/** A fat cell's empty vacuole; neighbours press against each other, a septum of 2 um between them. */
export function vacuoleUm(seed: number, x: number, y: number): number {
  const bentX = x + 5 * noise2(seed + 83, x / 26, y / 26);
  const { nearest, second, radius } = nearestSeeds(seed + 80, bentX, y, 66);
  return Math.min(46 + 16 * radius - nearest, (second - nearest) / 2 - 1);
}

/** Vessels: few, of all sizes, most cut aslant. @param free um from what no vessel lies in */
export function vesselUm(seed: number, x: number, y: number, free: number): number {
  if (free < -40) return -40;
  const bent = x + 14 * noise2(seed + 87, x / 30, y / 30);
  const { nearest, radius } = nearestSeeds(seed + 84, bent, 0.7 * y, 260);
  return Math.min(free - 8, 48 * (radius - 0.42) - nearest);
}

/** Nerves: fewer, round bundles. */
export function nerveUm(seed: number, x: number, y: number, free: number): number {
  if (free < -40) return -40;
  const { nearest, radius } = nearestSeeds(seed + 90, x + 10 * noise2(seed + 93, x / 60, y / 60), y, 620);
  return Math.min(free - 6, 90 * (radius - 0.45) - nearest);
}

/** Shrinkage pulls nests from their stroma and opens cracks elsewhere. @param toNest um from the border of a nest */
export function cleftUm(seed: number, x: number, y: number, toNest: number): number {
  const aroundNest = 6 * (noise2(seed + 94, x / 130, y / 130) - 0.3) - 0.8 * Math.abs(toNest + 4);
  const ridge = Math.abs(fractal2(seed + 95, x / 120, y / 120, 2));
  const crack = 5 * (noise2(seed + 98, x / 260, y / 260) - 0.28) - 75 * ridge;
  return Math.max(aroundNest, crack);
}
