import type { SpacingMm } from './imageVoxels';

/** Greatest distance in mm between two points that are given in half voxels, x, y, z in turn. */
export function farthestApart(points: Int32Array, spacingMm: SpacingMm): number {
  const mm = Float64Array.from(points, (value, at) => (value * spacingMm[(at % 3) as 0 | 1 | 2]) / 2);
  let most = 0;
  for (let a = 0; a < mm.length; a += 3) {
    const [x, y, z] = [mm[a]!, mm[a + 1]!, mm[a + 2]!];
    for (let b = a + 3; b < mm.length; b += 3) {
      const dx = mm[b]! - x;
      const dy = mm[b + 1]! - y;
      const dz = mm[b + 2]! - z;
      const square = dx * dx + dy * dy + dz * dz;
      if (square > most) most = square;
    }
  }
  return Math.sqrt(most);
}
