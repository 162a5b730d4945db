import { lattice } from './latticeNoise';

/** Distances in um to the two nearest of the points that stand, one a cell, on a jittered grid; `radius` is 0 to 1. */
export function nearestSeeds(seed: number, x: number, y: number, cellUm: number) {
  const [column, row] = [Math.floor(x / cellUm), Math.floor(y / cellUm)];
  const found = { nearest: Infinity, second: Infinity, radius: 0 };
  for (let j = row - 1; j <= row + 1; j++)
    for (let i = column - 1; i <= column + 1; i++) {
      const dx = x - (i + 0.1 + 0.8 * lattice(seed, i, j)) * cellUm;
      const dy = y - (j + 0.1 + 0.8 * lattice(seed + 1, i, j)) * cellUm;
      const distance = Math.sqrt(dx * dx + dy * dy);
      if (distance < found.nearest) {
        found.second = found.nearest;
        found.nearest = distance;
        found.radius = lattice(seed + 2, i, j);
      } else if (distance < found.second) found.second = distance;
    }
  return found;
}
