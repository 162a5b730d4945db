import { fractal2, lattice, noise2 } from '../latticeNoise';
import type { SceneSpec } from './sceneSpec';

/** Size of the pattern that nests are cut from, for nests of a width; both ours, fitted by eye. */
const patternUm = (nestUm: number): number => 1.05 * nestUm;
/** Makes the pattern's slope at its borders about 1. */
const SLOPE = 0.4;

/** The pattern of nests, about -2 to 2: tumour epithelium lies where it is above a level. */
export function nestPattern({ seed, nestUm }: SceneSpec, x: number, y: number): number {
  const bentX = x + 0.3 * nestUm * fractal2(seed + 1, x / (1.1 * nestUm), y / (1.1 * nestUm), 2);
  const bentY = y + 0.3 * nestUm * fractal2(seed + 5, x / (1.1 * nestUm), y / (1.1 * nestUm), 2);
  const size = patternUm(nestUm);
  return fractal2(seed + 10, bentX / size, bentY / size, 3);
}

/** From the pattern to um from the border of a nest. */
export const nestUm = ({ nestUm: width }: SceneSpec, pattern: number, level: number): number =>
  SLOPE * patternUm(width) * (pattern - level);

/** The opening of a gland: what lies deeper in a nest than its lining; uneven, and closed where the tumour is solid. */
export function lumenUm({ seed, liningUm }: SceneSpec, nest: number, x: number, y: number): number {
  const lining = liningUm * (1 + 0.3 * noise2(seed + 30, x / 90, y / 90));
  const solid = 70 * (noise2(seed + 31, x / 420, y / 420) + 0.35);
  // Broad nests hold several openings with bridges of epithelium between them.
  const holes = 34 * (fractal2(seed + 32, x / 62, y / 62, 2) - 0.12);
  return Math.min(nest - lining, holes, solid);
}

/** A crypt and its opening. */
export interface Crypt {
  readonly cryptUm: number;
  readonly pitUm: number;
}

/** Distance between neighbouring crypts and radius of one with its lining, um: textbook sizes. */
const CRYPTS_UM = 92;
const CRYPT_RADIUS_UM = 36;
const PIT_RADIUS_UM = 3.4;

/** Crypts of normal mucosa: capsules that stand in rows, upright in the wall. @param depth, along: place in the wall */
export function cryptAt(
  { seed, cryptUm }: SceneSpec,
  depth: number,
  along: number,
  x: number,
  y: number,
): Crypt {
  const bent = along + 13 * noise2(seed + 40, x / 95, y / 95);
  const down = depth + 13 * noise2(seed + 41, x / 95, y / 95);
  const row = CRYPTS_UM + 2 * cryptUm;
  const nearest = nearestCapsule(seed + 42, bent, down, row, cryptUm);
  const uneven = 3 * noise2(seed + 46, x / 30, y / 30);
  return { cryptUm: CRYPT_RADIUS_UM + uneven - nearest, pitUm: PIT_RADIUS_UM + 0.8 * uneven - nearest };
}

function nearestCapsule(seed: number, x: number, y: number, rowUm: number, half: number): number {
  let nearest = Infinity;
  const middle = Math.floor(y / rowUm);
  for (let row = middle - 1; row <= middle + 1; row++) {
    // Rows are shifted by half a step, as cells of a honeycomb.
    const shift = 0.5 * (row & 1);
    const column = Math.floor(x / CRYPTS_UM - shift);
    for (let i = column - 1; i <= column + 1; i++) {
      const cx = (i + shift + 0.5 + 0.22 * (lattice(seed, i, row) - 0.5)) * CRYPTS_UM;
      const cy = (row + 0.5) * rowUm + 16 * (lattice(seed + 1, i, row) - 0.5);
      const [dx, dy] = [x - cx, Math.max(0, Math.abs(y - cy) - half)];
      nearest = Math.min(nearest, Math.sqrt(dx * dx + dy * dy));
    }
  }
  return nearest;
}
